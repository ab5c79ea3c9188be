module honnef.co/go/tools

go 1.26
