// Package stacks turns environment files into Terraform stacks: [Load] decodes
// and checks them, [Add] makes one TerraformStack of each. A file's base name is
// the environment's and the stack's name.
package stacks
