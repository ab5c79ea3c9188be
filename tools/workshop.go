package main

import (
	"context"
	"io"
	"path/filepath"

	"github.com/tandem-iac/tandem/tools/internal/artefact"
	"github.com/tandem-iac/tandem/tools/internal/gobuild"
)

// workshop is a pin with all that is needed to build it.
type workshop struct {
	pin       gobuild.Pin
	toolchain gobuild.Toolchain
	folder    string // of this pin and version, in the cache folder
}

func openWorkshop(ctx context.Context, pin gobuild.Pin) (workshop, error) {
	pins, err := pinsFolder()
	if err != nil {
		return workshop{}, err
	}
	cache, err := cacheFolder()
	if err != nil {
		return workshop{}, err
	}
	folder := filepath.Join(cache, pin.Module, pin.Version)
	pin.Module = filepath.Join(pins, pin.Module)
	toolchain, err := gobuild.FindToolchain(ctx, pin.Module)
	return workshop{pin, toolchain, folder}, err
}

// platform names what is built for, as folders of Terraform do.
func (w workshop) platform() string {
	return w.toolchain.OS + "_" + w.toolchain.Arch
}

// build makes sure that the pin's program, as it is pinned now, stands at path
// and under every one of links.
func (w workshop) build(ctx context.Context, log io.Writer, path string, links ...string) error {
	return artefact.Artefact{
		Pin:       w.pin,
		Toolchain: w.toolchain,
		Record:    filepath.Join(w.folder, w.platform()),
		Path:      path,
		Links:     links,
	}.Ensure(ctx, log)
}

// buildCommand makes sure that pin is built, and returns the path of its
// command, whose file is called name.
func buildCommand(ctx context.Context, log io.Writer, pin gobuild.Pin, name string) (string, error) {
	w, err := openWorkshop(ctx, pin)
	if err != nil {
		return "", err
	}
	path := filepath.Join(w.folder, w.platform(), name+w.toolchain.Suffix())
	return path, w.build(ctx, log, path)
}
