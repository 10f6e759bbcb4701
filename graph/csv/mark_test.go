package csv

import "testing"

func TestMark(t *testing.T) {
	for cell, want := range map[string][2]bool{
		"x": {true, true}, " X. ": {true, true}, "(x)": {true, true}, "[ x ]": {true, true}, "✓": {true, true}, "✔": {true, true}, "✔\ufe0f": {true, true},
		"✅": {true, true}, "●": {true, true}, "v": {true, true}, "*": {true, true}, "1": {true, true}, "1.0": {true, true},
		"0": {false, true}, "-": {false, true}, "—": {false, true}, ".": {false, true}, "[ ]": {false, true}, "()": {false, true},
		"": {}, " ": {}, "..": {}, "2": {}, "(1)": {}, "xx": {}, "x y": {}, "sì": {}, "Anna": {},
	} {
		if yes, mark := Mark(cell); [2]bool{yes, mark} != want {
			t.Errorf("%q: %t, %t", cell, yes, mark)
		}
	}
}

func TestAnswer(t *testing.T) {
	for cell, want := range map[string][2]bool{
		"sì": {true, true}, " SI ": {true, true}, "Yes": {true, true}, "vero": {true, true}, "TRUE": {true, true},
		"no": {false, true}, "Falso": {false, true}, "false": {false, true}, "": {}, "x": {}, "sì, forse": {}, "1": {},
	} {
		if yes, answer := Answer(cell); [2]bool{yes, answer} != want {
			t.Errorf("%q: %t, %t", cell, yes, answer)
		}
	}
}
