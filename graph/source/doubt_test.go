package source_test

import (
	"context"
	"strings"
	"testing"

	"trama/graph"
	"trama/graph/source"
)

// checkedTables reads a table of nodes and one of relations as trama check does.
func checkedTables(t *testing.T, nodes, edges string) graph.Checked {
	t.Helper()
	r, err := source.Decode(context.Background(), []source.File{{Name: "n.csv", Reader: strings.NewReader(nodes)}, {Name: "e.csv", Reader: strings.NewReader(edges)}}, source.Options{Check: true})
	if err != nil {
		t.Fatal(err)
	}
	return r.Check()
}

func TestCheckNamesWordsThatNobodyKnows(t *testing.T) {
	for _, c := range []struct {
		name, nodes, edges string
		want               []string
	}{
		{"known words", "id,tipologia\na,persona\nb,ente\n", "da,tipo,a\na,membro di,b\n", nil},
		{"no words", "id,nome\na,Ada\nb,Bea\n", "da,a\na,b\n", nil},
		{"a plural", "id,tipologia\na,persona\nb,servizi\n", "da,tipo,a\na,usa,b\n", []string{"kind_unknown_near"}},
		{"foreign words", "id,tipologia\na,persona\nb,astronave\n", "da,tipo,a\na,vola sopra a,b\n", []string{"kind_unknown", "type_unknown"}},
		{"a type with a letter too few", "id,tipologia\na,persona\nb,persona\n", "da,tipo,a\na,conoce,b\n", []string{"type_unknown_near"}},
		{"a person who attends an organization", "id,tipologia\na,persona\nb,ente\n", "da,tipo,a\na,partecipa a,b\n", []string{"type_misfit"}},
		{"a person who is part of one", "id,tipologia\na,persona\nb,ente\n", "da,tipo,a\na,fa parte di,b\n", []string{"type_misfit"}},
		{"directions in place of types", "Id,Label\na,Ada\nb,Bea\n", "Source,Target,Type\na,b,Undirected\nb,a,Directed\n", nil},
		{"types under another heading", "id,tipologia\na,persona\nb,ente\n", "da,tipo relazione,a\na,membro di,b\na,lavora per,b\n", []string{"types_in_column"}},
		{"kinds under another heading", "id,nome,tipologia ente\na,Anna,persona\nb,Coop,ente\n", "da,a\na,b\n", []string{"kinds_in_column"}},
		{"a word that is a type among others", "id,tipologia\na,persona\nb,persona\nc,persona\n", "da,nota tecnica,a\na,offre,b\nb,forse,a\na,mah,c\n", nil},
		{"tags with commas between them", "id,nome,tipologia,etichette\na,Anna,persona,\"casa, cibo\"\nb,Coop,ente,casa|cibo\n", "da,a\na,b\n", []string{"lists_unsplit"}},
		{"a sector by its code and by its word", "id,nome,tipologia,settore,cerchio\na,Coop,ente,Terzo settore,founding\nb,Emporio,ente,third_sector,founding\n", "da,a\na,b\n", []string{"values_apart"}},
		{"a circle by its code and by its word", "id,nome,tipologia,settore,cerchio\na,Coop,ente,health,founding\nb,Emporio,ente,education,Nucleo fondativo\n", "da,a\na,b\n", []string{"values_apart"}},
		{"a sector in two ways", "id,nome,tipologia,settore,quartiere\na,Coop,ente,Terzo settore,Centro\nb,Emporio,ente,terzo  settore,Centro\n", "da,a\na,b\n", []string{"values_apart"}},
		{"ids in another column", "codici,nome,tipologia\na,Anna,persona\nb,Coop,ente\n", "da,tipo,a\na,membro di,b\n", []string{"ids_apart", "unlisted_ends"}},
		{"one node without relations", "id,nome\na,Ada\n", "da,a\nb,c\nc,a\n", []string{"unlisted_ends"}},
	} {
		var codes []string
		for _, note := range checkedTables(t, c.nodes, c.edges).Notes {
			codes = append(codes, note.Code)
		}
		if strings.Join(codes, " ") != strings.Join(c.want, " ") {
			t.Errorf("%s: %v, want %v", c.name, codes, c.want)
		}
	}
}

func TestCheckProposesTheTypeThatSaysMost(t *testing.T) {
	notes := checkedTables(t, "id,tipologia\na,persona\nb,ente\nc,ente\n", "da,tipo,a\na,partecipa a,b\na,partecipa a,c\n").Notes
	if len(notes) != 1 || notes[0].Values["better"] != "member_of" || notes[0].Values["count"] != 2 || notes[0].Values["aside"] != 2 {
		t.Errorf("%+v", notes)
	}
}

func TestCheckListsTheFirstUnknownNames(t *testing.T) {
	for unknown, more := range map[int]int{10: 0, 11: 1, 15: 5} {
		nodes := "id,tipologia\np,persona\n"
		for i := range unknown {
			nodes += strings.Repeat("z", i+1) + "," + strings.Repeat("xyzw", i+1) + "\n"
		}
		notes, last := checkedTables(t, nodes, "da,a\np,z\n").Notes, 0
		if said := notes[len(notes)-1]; said.Code == "names_unknown_more" {
			last = said.Values["count"].(int)
		}
		if len(notes) != 10+min(more, 1) || last != more {
			t.Errorf("%d unknown: %d notes: %+v", unknown, len(notes), notes)
		}
	}
}
