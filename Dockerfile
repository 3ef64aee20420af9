# The dashboard as an image: not root, nothing but the runtime and the app. The bases are yours to name, glibc ones:
#   docker build --build-arg SDK=<image with the .NET 10 SDK> --build-arg RUNTIME=<image with ASP.NET Core 10> .
ARG SDK
ARG RUNTIME

FROM ${SDK} AS build
WORKDIR /source
COPY . .
RUN dotnet publish src/K8sDashboard.Web -c Release --use-current-runtime --self-contained false -o /app

FROM ${RUNTIME}
WORKDIR /app
COPY --from=build /app .
COPY LICENSE THIRD-PARTY-NOTICES ./
USER 1654
# A user whom the base does not know has no home, and without one .NET checks no certificate.
ENV HOME=/tmp DOTNET_EnableDiagnostics=0
ENTRYPOINT ["dotnet", "K8sDashboard.Web.dll"]
