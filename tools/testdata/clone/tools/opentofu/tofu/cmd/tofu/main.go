package main

import "github.com/opentofu/opentofu/version"

func main() { println("tofu", version.Dev()) }
