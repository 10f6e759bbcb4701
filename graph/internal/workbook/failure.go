package workbook

import (
	"errors"

	"trama/graph"
)

// CodeNotOne is the code of the sentences about files that are no workbook, for callers who look for another file then.
const CodeNotOne = "no_workbook"

// Refuse returns the error of a whole workbook.
func Refuse(kind graph.ErrorKind, name string, why graph.Sentence) error {
	return graph.FailAt(kind, "workbook.Open", graph.Refusal{File: name, Why: why})
}

// NotOne is the error of a file that is no workbook of its format.
func NotOne(o Options) error {
	return Refuse(graph.Invalid, o.Name, graph.Say(CodeNotOne, "this is no workbook ({format})", graph.V{"format": o.Format}))
}

// Locked is the error of a workbook with a password.
func Locked(name string) error {
	return Refuse(graph.Invalid, name, graph.Say("locked_workbook", "this workbook has a password; save it without one", nil))
}

// Broken is the error of a workbook that cannot be read to its end.
func Broken(name string) error { return Refuse(graph.Invalid, name, Damaged()) }

// Damaged says that a workbook cannot be read to its end.
func Damaged() graph.Sentence {
	return graph.Say("broken_workbook", "this workbook is damaged; open it, save it anew and try again", nil)
}

// Swollen is the error of a workbook that unpacks to more than MostUnpacked.
func Swollen(name string) error { return Refuse(graph.Invalid, name, graph.Swollen()) }

// PartError returns the error of a part that cannot be read: the end of the context and what has a kind stay as they are.
func PartError(name string, err error) error {
	var kind *graph.Error
	if errors.As(err, &kind) || graph.KindOf(err) == graph.Interrupted {
		return err
	}
	return Broken(name)
}
