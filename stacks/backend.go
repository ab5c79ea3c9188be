package stacks

import (
	"os"
	"path/filepath"

	"github.com/aws/constructs-go/constructs/v10"
	"github.com/aws/jsii-runtime-go"
	"github.com/hashicorp/terraform-cdk-go/cdktf"

	tandem "github.com/tandem-iac/tandem/constructs"
)

// Backend keeps the Terraform state: exactly one of its keys. Credentials do not
// belong here; Terraform reads them from the environment.
//
// https://developer.hashicorp.com/terraform/language/backend
type Backend struct {
	// GCS keeps the state in a Cloud Storage bucket.
	GCS *GCSBackend `yaml:"gcs"`
	// Remote keeps the state in HCP Terraform or Terraform Enterprise, by the
	// older remote backend.
	Remote *RemoteBackend `yaml:"remote"`
	// Cloud keeps the state in HCP Terraform.
	Cloud *CloudBackend `yaml:"cloud"`
	// S3 keeps the state in an S3 bucket.
	S3 *S3Backend `yaml:"s3"`
	// HTTP keeps the state behind an HTTP address.
	HTTP *HTTPBackend `yaml:"http"`
}

// GCSBackend keeps the state in a Cloud Storage bucket.
//
// https://developer.hashicorp.com/terraform/language/backend/gcs
type GCSBackend struct {
	// Bucket has to exist.
	Bucket *string `yaml:"bucket" jsonschema:"required"`
	// Prefix of the state's object. Default: the environment's name.
	Prefix *string `yaml:"prefix"`
	// ImpersonateServiceAccount is used to reach the bucket.
	ImpersonateServiceAccount *string `yaml:"impersonate_service_account"`
	// KMSEncryptionKey encrypts the state.
	KMSEncryptionKey *string `yaml:"kms_encryption_key"`
}

// RemoteBackend keeps the state in HCP Terraform or Terraform Enterprise.
//
// https://developer.hashicorp.com/terraform/language/backend/remote
type RemoteBackend struct {
	// Hostname of Terraform Enterprise. Default: app.terraform.io.
	Hostname *string `yaml:"hostname"`
	// Organization has the workspace.
	Organization *string `yaml:"organization" jsonschema:"required"`
	// Workspace is its name. Default: the environment's name.
	Workspace *string `yaml:"workspace"`
}

// CloudBackend keeps the state in HCP Terraform.
//
// https://developer.hashicorp.com/terraform/cli/cloud/settings
type CloudBackend struct {
	// Hostname of Terraform Enterprise. Default: app.terraform.io.
	Hostname *string `yaml:"hostname"`
	// Organization has the workspace.
	Organization *string `yaml:"organization" jsonschema:"required"`
	// Workspace is its name. Default: the environment's name.
	Workspace *string `yaml:"workspace"`
	// Project of HCP Terraform that has the workspace.
	Project *string `yaml:"project"`
}

// S3Backend keeps the state in an S3 bucket.
//
// https://developer.hashicorp.com/terraform/language/backend/s3
type S3Backend struct {
	// Bucket has to exist.
	Bucket *string `yaml:"bucket" jsonschema:"required"`
	// Key of the state's object. Default: the environment's name.
	Key *string `yaml:"key"`
	// Region of the bucket.
	Region *string `yaml:"region" jsonschema:"required"`
	// Encrypt the state at rest. Default: true.
	Encrypt *bool `yaml:"encrypt"`
	// KMSKeyID encrypts the state.
	KMSKeyID *string `yaml:"kms_key_id"`
	// DynamoDBTable locks the state.
	DynamoDBTable *string `yaml:"dynamodb_table"`
	// Profile of the AWS configuration.
	Profile *string `yaml:"profile"`
}

// HTTPBackend keeps the state behind an HTTP address.
//
// https://developer.hashicorp.com/terraform/language/backend/http
type HTTPBackend struct {
	// Address of the state.
	Address *string `yaml:"address" jsonschema:"required"`
	// UpdateMethod writes the state. Default: POST.
	UpdateMethod *string `yaml:"update_method"`
	// LockAddress locks the state. Default: no locking.
	LockAddress *string `yaml:"lock_address"`
	// LockMethod locks the state. Default: LOCK.
	LockMethod *string `yaml:"lock_method"`
	// UnlockAddress unlocks the state. Default: no locking.
	UnlockAddress *string `yaml:"unlock_address"`
	// UnlockMethod unlocks the state. Default: UNLOCK.
	UnlockMethod *string `yaml:"unlock_method"`
	// Username of basic authentication.
	Username *string `yaml:"username"`
}

// add makes the backend of an environment.
func (b *Backend) add(scope constructs.Construct, environment string) {
	switch {
	case b == nil:
		cdktf.NewLocalBackend(scope, &cdktf.LocalBackendConfig{Path: jsii.String(localState(environment))})
	case b.GCS != nil:
		cdktf.NewGcsBackend(scope, &cdktf.GcsBackendConfig{
			Bucket:                    literal(b.GCS.Bucket),
			Prefix:                    literalOr(b.GCS.Prefix, environment),
			ImpersonateServiceAccount: literal(b.GCS.ImpersonateServiceAccount),
			KmsEncryptionKey:          literal(b.GCS.KMSEncryptionKey),
		})
	case b.Remote != nil:
		cdktf.NewRemoteBackend(scope, &cdktf.RemoteBackendConfig{
			Hostname:     literal(b.Remote.Hostname),
			Organization: literal(b.Remote.Organization),
			Workspaces:   cdktf.NewNamedRemoteWorkspace(literalOr(b.Remote.Workspace, environment)),
		})
	case b.Cloud != nil:
		cdktf.NewCloudBackend(scope, &cdktf.CloudBackendConfig{
			Hostname:     literal(b.Cloud.Hostname),
			Organization: literal(b.Cloud.Organization),
			Workspaces:   cdktf.NewNamedCloudWorkspace(literalOr(b.Cloud.Workspace, environment), literal(b.Cloud.Project)),
		})
	case b.S3 != nil:
		encrypt := b.S3.Encrypt == nil || *b.S3.Encrypt
		cdktf.NewS3Backend(scope, &cdktf.S3BackendConfig{
			Bucket:        literal(b.S3.Bucket),
			Key:           literalOr(b.S3.Key, environment),
			Region:        literal(b.S3.Region),
			Encrypt:       &encrypt,
			KmsKeyId:      literal(b.S3.KMSKeyID),
			DynamodbTable: literal(b.S3.DynamoDBTable),
			Profile:       literal(b.S3.Profile),
		})
	case b.HTTP != nil:
		cdktf.NewHttpBackend(scope, &cdktf.HttpBackendConfig{
			Address:       literal(b.HTTP.Address),
			UpdateMethod:  literal(b.HTTP.UpdateMethod),
			LockAddress:   literal(b.HTTP.LockAddress),
			LockMethod:    literal(b.HTTP.LockMethod),
			UnlockAddress: literal(b.HTTP.UnlockAddress),
			UnlockMethod:  literal(b.HTTP.UnlockMethod),
			Username:      literal(b.HTTP.Username),
		})
	}
}

// localState is the path of a local state file, as Terraform sees it from the
// stack's folder in the output: never inside that output, which can be thrown
// away.
func localState(environment string) string {
	state := filepath.Join(".state", environment+".tfstate")
	workingDirectory := filepath.Join(tandem.OutputDirectory(), "stacks", environment)
	from, err := filepath.Abs(workingDirectory)
	if err != nil {
		return state
	}
	to, err := filepath.Abs(state)
	if err != nil {
		return state
	}
	relative, err := filepath.Rel(from, to)
	if err != nil { // another drive
		relative = to
	}
	// Terraform makes the file, not its folder.
	os.MkdirAll(filepath.Dir(to), 0o700)
	return filepath.ToSlash(relative)
}
