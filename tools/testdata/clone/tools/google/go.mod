module github.com/tandem-iac/tandem/tools/google

go 1.26

tool github.com/hashicorp/terraform-provider-google

require github.com/hashicorp/terraform-provider-google v0.0.0 // indirect

replace github.com/hashicorp/terraform-provider-google => ./provider
