# Two stages: the SDK builds the console with its map module and the simulator; the runtime image carries neither SDK nor
# Node.js and runs as an ordinary user.
FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
RUN apt-get update \
 && apt-get install -y --no-install-recommends nodejs npm \
 && rm -rf /var/lib/apt/lists/*
WORKDIR /source
COPY . .
RUN dotnet publish src/DroneCommand.Console -c Release -o /app

FROM mcr.microsoft.com/dotnet/aspnet:10.0
RUN apt-get update \
 && apt-get install -y --no-install-recommends fonts-dejavu-core \
 && rm -rf /var/lib/apt/lists/* \
 && mkdir /data && chown $APP_UID /data
WORKDIR /app
COPY --from=build /app .
ENV DroneCommand__DataFolder=/data \
    DroneCommand__Networks__field__Address=0.0.0.0 \
    Urls=http://0.0.0.0:8080
VOLUME /data
EXPOSE 8080/tcp 14550/udp
USER $APP_UID
ENTRYPOINT ["dotnet", "DroneCommand.Console.dll"]
