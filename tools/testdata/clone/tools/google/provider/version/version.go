package version

var ProviderVersion = "dev"
