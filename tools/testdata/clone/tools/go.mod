module github.com/tandem-iac/tandem/tools

go 1.26
