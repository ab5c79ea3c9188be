module github.com/tandem-iac/tandem/tools/staticcheck

go 1.26

tool honnef.co/go/tools/cmd/staticcheck

require honnef.co/go/tools v0.0.0 // indirect

replace honnef.co/go/tools => ./tools
