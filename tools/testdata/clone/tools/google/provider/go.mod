module github.com/hashicorp/terraform-provider-google

go 1.26
