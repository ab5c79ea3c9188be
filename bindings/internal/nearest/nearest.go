// Package nearest finds the word that was probably meant.
package nearest

// To is the candidate that differs from word by the fewest letters inserted,
// deleted or replaced, if those are at most a third of the word; "" otherwise.
func To(word string, candidates []string) string {
	best, nearest := len(word)/3+1, ""
	for _, candidate := range candidates {
		if d := distance(word, candidate); d < best {
			best, nearest = d, candidate
		}
	}
	return nearest
}

// distance is the Levenshtein distance of two words.
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := 1
			if a[i] == b[j] {
				cost = 0
			}
			diagonal, row[j+1] = row[j+1], min(diagonal+cost, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}
