package constructs

import (
	"github.com/aws/constructs-go/constructs/v10"
	"github.com/aws/jsii-runtime-go"
)

// ServicePairConfig describes a service that everybody may call and a service
// that only the first may call.
type ServicePairConfig struct {
	// Public is the service that calls. Its Access defaults to AccessPublic.
	// Required.
	Public *ServiceConfig
	// Private is the service that is called. Required.
	Private *ServiceConfig
	// UrlEnv is the environment variable of the public service that receives
	// the private one's URL. Default: "URL".
	UrlEnv *string
}

// ServicePair is a public service that calls a private one.
//
// https://cloud.google.com/run/docs/authenticating/service-to-service
type ServicePair interface {
	constructs.Construct
	// Public returns the service that calls.
	Public() Service
	// Private returns the service that is called.
	Private() Service
}

type servicePair struct {
	constructs.Construct
	public, private Service
}

// NewServicePair makes both services, and lets the public one call the private
// one: its identity is on the private one's list of invokers, and the URL is in
// its environment.
func NewServicePair(scope constructs.Construct, id *string, config *ServicePairConfig) ServicePair {
	if config == nil {
		config = &ServicePairConfig{}
	}
	p := &servicePair{}
	attach(p, scope, id)
	public := ServiceConfig{}
	if config.Public != nil {
		public = *config.Public
	}
	public.Access = or(public.Access, AccessPublic)
	p.private = NewService(p, jsii.String("private"), config.Private)
	p.public = NewService(p, jsii.String("public"), &public)
	p.public.Call(p.private, or(config.UrlEnv, "URL"))
	return p
}

func (p *servicePair) Public() Service  { return p.public }
func (p *servicePair) Private() Service { return p.private }
