package version

var dev = "yes"

func Dev() string { return dev }
