package stacks

import (
	"errors"
	"fmt"
	"reflect"
	"strings"

	tandem "github.com/tandem-iac/tandem/constructs"
	"github.com/tandem-iac/tandem/internal/gcp"
	"github.com/tandem-iac/tandem/internal/strictyaml"
)

// check reports everything wrong with the environment's values. The keys of the
// file have been checked before.
func (e *Environment) check() {
	e.required("project", e.Project, gcp.ProjectID)
	e.required("region", e.Region, gcp.Region)
	e.checkLabels()
	if e.Backend != nil {
		e.checkBackend()
	}
	names := names{}
	for _, key := range sortedKeys(e.Services) {
		e.checkKey("services", key)
		e.checkService(key, names)
	}
	for _, key := range sortedKeys(e.Schedules) {
		e.checkKey("schedules", key)
		e.checkSchedule(key, names)
	}
	e.checkCycles()
}

// report adds what is wrong with a key path; a nil error is nothing wrong.
func (e *Environment) report(path string, err error) {
	if err != nil {
		e.document.Report(path, err)
	}
}

// reportAll adds the problems of a construct's config. Names that constructs and
// files have for the same thing are the file's.
func (e *Environment) reportAll(path string, problems []tandem.Problem) {
	for _, problem := range problems {
		if problem.Field == "location" {
			problem.Field = "region"
			if !e.document.Has(path + ".region") {
				continue // said of the environment's region
			}
		}
		e.report(path+"."+problem.Field, problem.Err)
	}
}

func (e *Environment) required(path string, given *string, rule gcp.Rule) {
	if given == nil {
		e.report(path, fmt.Errorf("missing; allowed: %s", rule.Allowed))
		return
	}
	e.report(path, rule.Check(*given))
}

func (e *Environment) checkLabels() {
	for _, key := range sortedKeys(e.Labels) {
		e.report("labels."+key, gcp.LabelKey.Check(key))
		e.report("labels."+key, gcp.LabelValue.Check(value(e.Labels[key])))
	}
}

func value(given *string) string {
	if given == nil {
		return ""
	}
	return *given
}

// checkBackend asks for exactly one kind of backend, and for what that needs.
func (e *Environment) checkBackend() {
	var kinds []string
	fields := reflect.ValueOf(e.Backend).Elem()
	for i := range fields.NumField() {
		if kind := fields.Type().Field(i).Tag.Get("yaml"); !fields.Field(i).IsNil() {
			kinds = append(kinds, kind)
			e.checkBackendFields("backend."+kind, fields.Field(i).Elem())
		}
	}
	if len(kinds) != 1 {
		given := "nothing"
		if len(kinds) > 1 {
			given = strings.Join(kinds, " and ")
		}
		e.report("backend", fmt.Errorf("given %s; allowed: exactly one of gcs, remote, cloud, s3, http", given))
	}
}

// checkBackendFields asks for the required fields of a backend; their values are
// for Terraform to check.
func (e *Environment) checkBackendFields(path string, backend reflect.Value) {
	for i := range backend.NumField() {
		field := backend.Type().Field(i)
		if strings.Contains(field.Tag.Get("jsonschema"), "required") && backend.Field(i).IsNil() {
			e.report(path+"."+field.Tag.Get("yaml"), errors.New("missing; this kind of backend needs it"))
		}
		if given, ok := backend.Field(i).Interface().(*string); ok && given != nil && strings.TrimSpace(*given) == "" {
			e.report(path+"."+field.Tag.Get("yaml"), errors.New(`given ""; allowed: text that is not empty`))
		}
	}
}

// checkKey asks for a key that can be a construct's id, used once in the file.
func (e *Environment) checkKey(section, key string) {
	path := strictyaml.Join(section, key)
	e.report(path, gcp.ConstructID.Check(key))
	if section == "schedules" && e.Services[key] != nil {
		e.report(path, fmt.Errorf("given %q, which services.%s has already; keys become construct ids: choose another", key, key))
	}
}

// names are what may be taken once in an environment, and the path that took
// it.
type names map[string]string

// claim reports a name that is taken already.
func (n names) claim(e *Environment, path, kind, name string, within ...string) {
	id := strings.Join(append([]string{kind, name}, within...), "\x00")
	if taken, ok := n[id]; ok {
		e.report(path, fmt.Errorf("given %q; %s has this %s already; choose another", name, taken, kind))
		return
	}
	n[id] = path
}

func (e *Environment) checkService(key string, names names) {
	service, path := e.Services[key], strictyaml.Join("services", key)
	if service.Existing != nil {
		e.checkExisting(service, path)
		return
	}
	config := service.config(key, e)
	config.Labels = literalMap(service.Labels) // the environment's own are checked once
	e.reportAll(path, config.Validate())
	e.checkIdentity(path, service.Identity, service.ServiceAccount)
	names.claim(e, path+".name", "service name", *config.Name, value(first(service.Region, e.Region)))
	if service.ServiceAccount == nil {
		names.claim(e, path+".identity.account_id", "account id", accountID(service.Identity, gcp.AccountIDFor(*config.Name)))
	}
	for i, invoker := range service.Invokers {
		e.report(fmt.Sprintf("%s.invokers[%d]", path, i), gcp.CheckInvoker(value(invoker), value(service.Access) == tandem.AccessPublic))
	}
	e.checkCalls(service, key)
}

func accountID(identity *Identity, fallback string) string {
	if identity != nil && identity.AccountID != nil {
		return *identity.AccountID
	}
	return fallback
}

// checkIdentity checks what a service or a schedule says of its account.
func (e *Environment) checkIdentity(path string, identity *Identity, email *string) {
	switch {
	case identity != nil && email != nil:
		e.report(path+".identity", errors.New("given together with service_account; allowed: one of the two; leave identity out to use the existing account"))
	case email != nil:
		e.report(path+".service_account", gcp.ServiceAccountEmail.Check(*email))
	case identity != nil:
		e.reportAll(path+".identity", identityConfig(identity, nil).Validate())
	}
}

// checkExisting refuses every key that would change a service that is managed
// elsewhere.
func (e *Environment) checkExisting(service *Service, path string) {
	e.reportAll(path, service.existingConfig(e).Validate())
	fields := reflect.ValueOf(service).Elem()
	for i := range fields.NumField() {
		switch key := fields.Type().Field(i).Tag.Get("yaml"); key {
		case "existing", "region", "service_account":
		default:
			if !fields.Field(i).IsNil() {
				e.report(path+"."+key, errors.New("given for an existing service; allowed: existing, region, service_account; set the rest where the service is managed"))
			}
		}
	}
}

// checkCalls checks who a service calls, and through which variables.
func (e *Environment) checkCalls(service *Service, key string) {
	path := strictyaml.Join("services", key) + ".calls"
	variables := map[string]string{}
	for _, callee := range sortedKeys(service.Calls) {
		at := strictyaml.Join(path, callee)
		e.checkTarget(at, callee)
		if callee == key {
			e.report(at, errors.New("a service cannot receive its own URL: Terraform would have to know it before it exists; leave the call out"))
		}
		variable := value(service.Calls[callee])
		if err := gcp.EnvName.Check(variable); err != nil {
			e.report(at, err)
			continue
		}
		if _, taken := service.Env[variable]; taken {
			e.report(at, fmt.Errorf("given %q, which env sets already; choose another variable for the URL", variable))
		}
		if other, taken := variables[variable]; taken {
			e.report(at, fmt.Errorf("given %q, which receives the URL of %s already; choose another variable", variable, other))
		}
		variables[variable] = callee
	}
}

// checkTarget reports a call to a service that is not in the file.
func (e *Environment) checkTarget(path, target string) {
	if e.Services[target] != nil {
		return
	}
	keys := sortedKeys(e.Services)
	allowed := "the key of a service in this file"
	if len(keys) > 0 {
		allowed = strings.Join(keys, ", ")
	}
	e.report(path, &gcp.Violation{Given: target, Allowed: allowed, Remedy: gcp.DidYouMean(target, keys)})
}

func (e *Environment) checkSchedule(key string, names names) {
	schedule, path := e.Schedules[key], strictyaml.Join("schedules", key)
	config := schedule.config(key, e)
	e.reportAll(path, config.Validate())
	e.checkIdentity(path, schedule.Identity, schedule.ServiceAccount)
	if schedule.ServiceAccount == nil {
		names.claim(e, path+".identity.account_id", "account id", accountID(schedule.Identity, gcp.ScheduleAccountIDFor(*config.Name)))
	}
	if schedule.Calls == nil {
		e.report(path+".calls", errors.New("missing; allowed: the key of a service in this file"))
		return
	}
	e.checkTarget(path+".calls", *schedule.Calls)
	target := e.Services[*schedule.Calls]
	if target == nil {
		return
	}
	names.claim(e, path+".name", "job name", *config.Name, value(first(schedule.Region, target.Region, e.Region)))
	if target.Existing != nil {
		return
	}
	e.checkAgainstTarget(path, schedule, target)
}

// checkAgainstTarget checks what only the called service decides.
func (e *Environment) checkAgainstTarget(path string, schedule *Schedule, target *Service) {
	deadline := value(schedule.AttemptDeadline)
	if deadline == "" || gcp.AttemptDeadline.Check(deadline) == nil {
		e.report(path+".attempt_deadline", gcp.CheckDeadline(deadline, value(target.Timeout)))
	}
	if audience := schedule.Audience; audience != nil && gcp.Audience.Check(*audience) == nil {
		var custom []string
		for _, one := range target.CustomAudiences {
			custom = append(custom, value(one))
		}
		e.report(path+".audience", gcp.CheckAudience(*audience, custom))
	}
}

// checkCycles reports services that call each other in a circle, once a circle.
func (e *Environment) checkCycles() {
	const unvisited, open, closed = 0, 1, 2
	state := map[string]int{}
	var trail []string
	var visit func(key string)
	visit = func(key string) {
		state[key] = open
		trail = append(trail, key)
		for _, callee := range sortedKeys(e.Services[key].Calls) {
			switch {
			case callee == key || e.Services[callee] == nil: // said before
			case state[callee] == unvisited:
				visit(callee)
			case state[callee] == open:
				e.reportCycle(append(trail[indexOf(trail, callee):], callee))
			}
		}
		trail = trail[:len(trail)-1]
		state[key] = closed
	}
	for _, key := range sortedKeys(e.Services) {
		if state[key] == unvisited {
			visit(key)
		}
	}
}

func indexOf(list []string, wanted string) int {
	for i, one := range list {
		if one == wanted {
			return i
		}
	}
	return 0
}

func (e *Environment) reportCycle(cycle []string) {
	caller, callee := cycle[len(cycle)-2], cycle[len(cycle)-1]
	e.report(strictyaml.Join(strictyaml.Join("services", caller)+".calls", callee), fmt.Errorf("given a circle of calls, %s; allowed: calls in one direction, as a URL is known only once its service exists; leave one of them out", strings.Join(cycle, " -> ")))
}
