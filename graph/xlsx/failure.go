package xlsx

import (
	"errors"

	"trama/graph"
)

// CodeNotRead is the code of the sentences about workbooks of another kind, for callers who look for another file then.
const CodeNotRead = "no_workbook"

func refuse(kind graph.ErrorKind, name string, why graph.Sentence) error {
	return graph.FailAt(kind, "xlsx.Open", graph.Refusal{File: name, Why: why})
}

func notWorkbook(name string) error {
	return refuse(graph.Invalid, name, graph.Say(CodeNotRead, "this is no workbook (xlsx)", nil))
}

func broken(name string) error {
	return refuse(graph.Invalid, name, brokenSentence())
}

func brokenSentence() graph.Sentence {
	return graph.Say("broken_workbook", "this workbook is damaged; open it, save it anew and try again", nil)
}

func swollen(name string) error { return refuse(graph.Invalid, name, graph.Swollen()) }

// partError returns the error of a part that cannot be read: the end of the context and what has a kind stay as they are.
func partError(name string, err error) error {
	var kind *graph.Error
	if errors.As(err, &kind) || graph.KindOf(err) == graph.Interrupted {
		return err
	}
	return broken(name)
}
