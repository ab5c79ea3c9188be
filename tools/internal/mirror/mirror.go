// Package mirror lays out a provider as terraform and tofu look for it in a
// folder, and tells them where to look.
// See https://developer.hashicorp.com/terraform/cli/config/config-file#filesystem_mirror.
package mirror

import (
	"path"
	"path/filepath"
)

// hosts are where terraform and tofu look for a provider whose source address
// names no host.
var hosts = []string{"registry.terraform.io", "registry.opentofu.org"}

// Mirror is a folder that holds one provider in one version.
type Mirror struct {
	// Folder is the absolute path.
	Folder string
	// Provider is a source address without host, such as hashicorp/google.
	Provider string
	// Version has no leading v.
	Version string
	// OS and Arch are Go's names for what the provider runs on.
	OS, Arch string
}

// Paths returns where the provider's program must stand: one path for each
// host, and the same program at each.
func (m Mirror) Paths() []string {
	name := "terraform-provider-" + path.Base(m.Provider) + "_v" + m.Version + "_x5"
	if m.OS == "windows" {
		name += ".exe"
	}
	var paths []string
	for _, address := range m.addresses() {
		paths = append(paths, filepath.Join(m.Folder, filepath.FromSlash(address), m.Version, m.OS+"_"+m.Arch, name))
	}
	return paths
}

// addresses returns the provider's source address at each host.
func (m Mirror) addresses() []string {
	var addresses []string
	for _, host := range hosts {
		addresses = append(addresses, host+"/"+m.Provider)
	}
	return addresses
}
