package stacks

import (
	"maps"
	"slices"

	tandem "github.com/tandem-iac/tandem/constructs"
)

// literal is a text of the file as constructs take it: Terraform must not read
// an expression into it.
func literal(given *string) *string {
	if given == nil {
		return nil
	}
	return tandem.Literal(*given)
}

func literalOr(given *string, fallback string) *string {
	if given == nil {
		return &fallback
	}
	return literal(given)
}

func literals(given []*string) *[]*string {
	if given == nil {
		return nil
	}
	all := make([]*string, len(given))
	for i, one := range given {
		all[i] = literal(one)
	}
	return &all
}

// literalMap joins maps, the later ones first in rank. It is nil when there is
// nothing in them.
func literalMap(given ...map[string]*string) *map[string]*string {
	joined := map[string]*string{}
	for _, m := range given {
		for key, one := range m {
			joined[key] = literal(one)
		}
	}
	if len(joined) == 0 {
		return nil
	}
	return &joined
}

func first[T any](given ...*T) *T {
	for _, one := range given {
		if one != nil {
			return one
		}
	}
	return nil
}

// sortedKeys are the keys of a map in a fixed order, so that the same file
// always gives the same bytes.
func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }

// config is a service as NewService takes it.
func (s *Service) config(key string, e *Environment) *tandem.ServiceConfig {
	return &tandem.ServiceConfig{
		Name:               literalOr(s.Name, key),
		Location:           literal(first(s.Region, e.Region)),
		Image:              literal(s.Image),
		Description:        literal(s.Description),
		Access:             literal(s.Access),
		Env:                literalMap(s.Env),
		Timeout:            literal(s.Timeout),
		MinInstances:       s.MinInstances,
		MaxInstances:       s.MaxInstances,
		CustomAudiences:    literals(s.CustomAudiences),
		Labels:             literalMap(e.Labels, s.Labels),
		DeletionProtection: first(s.DeletionProtection, e.DeletionProtection),
		IdentityConfig:     identityConfig(s.Identity, s.ServiceAccount),
	}
}

// existingConfig is a service as NewExistingService takes it.
func (s *Service) existingConfig(e *Environment) *tandem.ExistingServiceConfig {
	return &tandem.ExistingServiceConfig{
		Name:           literal(s.Existing),
		Location:       literal(first(s.Region, e.Region)),
		ServiceAccount: literal(s.ServiceAccount),
	}
}

// config is a schedule as NewSchedule takes it.
func (s *Schedule) config(key string, e *Environment) *tandem.ScheduleConfig {
	config := &tandem.ScheduleConfig{
		Name:            literalOr(s.Name, key),
		Schedule:        literal(s.Schedule),
		TimeZone:        literal(s.TimeZone),
		Region:          literal(s.Region),
		Description:     literal(s.Description),
		Path:            literal(s.Path),
		HttpMethod:      literal(s.HTTPMethod),
		Headers:         literalMap(s.Headers),
		Body:            literal(s.Body),
		Audience:        literal(s.Audience),
		AttemptDeadline: literal(s.AttemptDeadline),
		Paused:          s.Paused,
		IdentityConfig:  identityConfig(s.Identity, s.ServiceAccount),
	}
	if s.RetryConfig != nil {
		config.RetryConfig = s.RetryConfig.config()
	}
	return config
}

func (r *RetryConfig) config() *tandem.RetryConfig {
	return &tandem.RetryConfig{
		RetryCount:         r.RetryCount,
		MaxRetryDuration:   literal(r.MaxRetryDuration),
		MinBackoffDuration: literal(r.MinBackoffDuration),
		MaxBackoffDuration: literal(r.MaxBackoffDuration),
		MaxDoublings:       r.MaxDoublings,
	}
}

// identityConfig is the account to adopt or to make.
func identityConfig(identity *Identity, email *string) *tandem.IdentityConfig {
	if email != nil {
		return &tandem.IdentityConfig{Email: literal(email)}
	}
	if identity == nil {
		return &tandem.IdentityConfig{}
	}
	return &tandem.IdentityConfig{
		AccountId:   literal(identity.AccountID),
		DisplayName: literal(identity.DisplayName),
		Description: literal(identity.Description),
	}
}
