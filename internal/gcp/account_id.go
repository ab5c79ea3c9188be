package gcp

import (
	"crypto/sha256"
	"encoding/hex"
	"regexp"
	"strings"
)

// AccountIDFor makes an account id of a resource's name: the name itself where
// it fits, with "-identity" behind where it is only too short, else a form of it
// that fits, with a digest of the name.
func AccountIDFor(name string) string {
	const shortest, longest, hashed = 6, 30, 6
	const padding = "-identity"
	fitting := notInAccountID.ReplaceAllString(strings.ToLower(name), "-")
	fitting = strings.Trim(strings.TrimLeft(fitting, "0123456789-"), "-")
	if fitting == name && name != "" && len(name) <= longest {
		stem, padded := strings.CutSuffix(name, padding)
		switch {
		case len(name) < shortest:
			return name + padding
		case !padded || len(stem) >= shortest: // else it is the id of the stem
			return name
		}
	}
	sum := sha256.Sum256([]byte(name))
	digest := hex.EncodeToString(sum[:])[:hashed]
	if fitting == "" {
		fitting = "identity"
	}
	stem := fitting[:min(len(fitting), longest-hashed-1)]
	return strings.TrimRight(stem, "-") + "-" + digest
}

var notInAccountID = regexp.MustCompile(`[^a-z0-9-]+`)

// ScheduleAccountIDFor makes the id of the account that a job of the given name
// calls as. The ending keeps it apart from that of a service of the same name; a
// job's name that has such an ending is taken as it is.
func ScheduleAccountIDFor(job string) string {
	if strings.HasSuffix(job, "-schedule") || strings.HasSuffix(job, "-scheduler") {
		return AccountIDFor(job)
	}
	return AccountIDFor(job + "-schedule")
}
