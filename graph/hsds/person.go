package hsds

import (
	"slices"
	"strings"
)

// personalWords are the words in the names of columns that hold data about persons.
func personalWords() []string {
	return []string{"email", "emails", "mail", "phone", "phones", "telephone", "telefono", "cellulare", "fax", "contact", "contacts",
		"contatto", "referente", "attention"}
}

// isPersonal tells whether a column holds data about persons: assurer_email, phone.
func isPersonal(name string) bool {
	return slices.ContainsFunc(strings.Split(name, "_"), func(word string) bool { return slices.Contains(personalWords(), word) })
}

// withholds tells whether a column of a table stays out because of what it holds.
func (m *making) withholds(name string) bool { return isPersonal(name) && !m.o.Contacts }
