package main

import "github.com/hashicorp/terraform-provider-google/version"

func main() { println("provider", version.ProviderVersion) }
