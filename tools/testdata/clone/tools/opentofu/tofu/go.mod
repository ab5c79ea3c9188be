module github.com/opentofu/opentofu

go 1.26
