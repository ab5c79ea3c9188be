module github.com/tandem-iac/tandem/tools/opentofu

go 1.26

tool github.com/opentofu/opentofu/cmd/tofu

require github.com/opentofu/opentofu v0.0.0 // indirect

replace github.com/opentofu/opentofu => ./tofu
