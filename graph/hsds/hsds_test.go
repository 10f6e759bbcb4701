package hsds_test

import (
	"bytes"
	"context"
	"encoding/csv"
	"flag"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"trama/graph"
	"trama/graph/hsds"
	"trama/graph/source"
)

var update = flag.Bool("update", false, "write the golden files")

// valmora is a small directory of a town that does not exist, with one of each defect.
const valmora = "testdata/valmora"

func open(t testing.TB, o source.Options, paths ...string) *source.Reading {
	t.Helper()
	r, err := source.Open(context.Background(), paths, o)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// files are names and contents, one after the other.
func decode(o source.Options, files ...string) (*source.Reading, error) {
	var list []source.File
	for i := 0; i < len(files); i += 2 {
		list = append(list, source.File{Name: files[i], Reader: strings.NewReader(files[i+1])})
	}
	return source.Decode(context.Background(), list, o)
}

// sheet returns what a reading says: its nodes, relations and notes.
func sheet(t testing.TB, r *source.Reading) string {
	t.Helper()
	var out bytes.Buffer
	for _, name := range []string{"nodes.csv", "edges.csv"} {
		format, _ := source.FindEncoding(name)
		if _, err := format.Encode(&out, r.Graph); err != nil {
			t.Fatal(err)
		}
		out.WriteByte('\n')
	}
	for _, n := range r.Notes {
		fmt.Fprintln(&out, n.Code+": "+n.Text)
	}
	return out.String()
}

func TestDirectory(t *testing.T) {
	for name, o := range map[string]source.Options{"valmora": {}, "contacts": {Contacts: true}} {
		r := open(t, o, valmora)
		if r.RefusedCount > 0 || r.Read != r.Kept {
			t.Errorf("%s: read %v, kept %v, refused %v", name, r.Read, r.Kept, r.Refused)
		}
		golden(t, filepath.Join("testdata", "golden", name+".txt"), sheet(t, r))
	}
}

func golden(t *testing.T, path, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil || got != string(want) {
		t.Errorf("%s (-update writes it): %v\n%s", path, err, got)
	}
}

// tables returns the tables of a folder as rows, the header first.
func tables(t testing.TB, folder string) (names []string, rows map[string][][]string) {
	t.Helper()
	found, err := filepath.Glob(filepath.Join(folder, "*.csv"))
	if err != nil || len(found) == 0 {
		t.Fatal("no tables", err)
	}
	rows = map[string][][]string{}
	for _, path := range found {
		content, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		name := filepath.Base(path)
		names = append(names, name)
		if rows[name], err = csv.NewReader(bytes.NewReader(content)).ReadAll(); err != nil {
			t.Fatal(err)
		}
	}
	return names, rows
}

// shuffled returns the files in another order, and the rows and columns of each.
func shuffled(names []string, rows map[string][][]string, r *rand.Rand) []string {
	var files []string
	for _, i := range r.Perm(len(names)) {
		table := rows[names[i]]
		columns, order := r.Perm(len(table[0])), append([]int{0}, r.Perm(len(table)-1)...)
		var out bytes.Buffer
		w := csv.NewWriter(&out)
		for k, at := range order {
			if k > 0 {
				at++
			}
			var cells []string
			for _, column := range columns {
				cells = append(cells, table[at][column])
			}
			w.Write(cells)
		}
		w.Flush()
		files = append(files, names[i], out.String())
	}
	return files
}

// The order of files, rows and columns says nothing: not in the graph, not in what is told.
func TestOrderSaysNothing(t *testing.T) {
	names, rows := tables(t, valmora)
	for _, contacts := range []bool{false, true} {
		want := ""
		for seed := range uint64(40) {
			r, err := decode(source.Options{Contacts: contacts}, shuffled(names, rows, rand.New(rand.NewPCG(seed, 1)))...)
			if err != nil {
				t.Fatal(err)
			}
			got := sheet(t, r)
			if want == "" {
				want = got
			}
			if got != want {
				t.Fatalf("seed %d: %s\nfirst:\n%s", seed, got, want)
			}
		}
	}
}

// However its tables come, a directory is the same.
func TestWaysToADirectory(t *testing.T) {
	want := open(t, source.Options{}, valmora).Graph.Digest()
	names, rows := tables(t, valmora)
	var semicolons []string
	for _, name := range names {
		var out bytes.Buffer
		w := csv.NewWriter(&out)
		w.Comma = ';'
		for _, row := range rows[name] {
			if name == "locations.csv" {
				row = slices.Clone(row)
				row[4], row[5] = strings.Replace(row[4], ".", ",", 1), strings.Replace(row[5], ".", ",", 1)
			}
			w.Write(row)
		}
		w.Flush()
		semicolons = append(semicolons, strings.ToUpper(name[:1])+name[1:], out.String())
	}
	r, err := decode(source.Options{}, semicolons...)
	if err != nil || r.Graph.Digest() != want {
		t.Errorf("semicolons and decimal commas: %v", err)
	}
	found, _ := filepath.Glob(valmora + "/*.csv")
	if got := open(t, source.Options{}, found...).Graph.Digest(); got != want {
		t.Error("files named one by one")
	}
	var streams []source.File
	for _, path := range found {
		content, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		streams = append(streams, source.File{Name: filepath.Base(path), Reader: io.MultiReader(bytes.NewReader(content))})
	}
	if r, err := source.Decode(context.Background(), streams, source.Options{}); err != nil || r.Graph.Digest() != want {
		t.Errorf("streams: %v", err)
	}
}

const (
	organizations = "id,name\n1,Comune\n2,Ponte\n"
	services      = "id,organization_id,name\n1,1,Mensa\n3,2,Emporio\n"
	locations     = "id,organization_id,name\n1,2,Piazza\n"
)

func edges(g *graph.Graph) string {
	var out []string
	for e := range g.Edges() {
		s, t := g.Ends(e)
		out = append(out, g.NodeID(s)+" "+g.Type(e)+" "+g.NodeID(t))
	}
	return strings.Join(out, ", ")
}

func codes(r *source.Reading) string {
	var out []string
	for _, n := range r.Notes {
		out = append(out, n.Code)
	}
	return strings.Join(out, " ")
}

func TestIDsThatMeet(t *testing.T) {
	r, err := decode(source.Options{}, "organizations.csv", organizations, "services.csv", services, "locations.csv", locations)
	if err != nil {
		t.Fatal(err)
	}
	if got := edges(r.Graph); got != "organization:1 offers service:1, organization:2 located_at location:1, organization:2 offers service:3" || !strings.Contains(codes(r), "hsds_ids") {
		t.Errorf("%s; %s", got, codes(r))
	}
	r, err = decode(source.Options{}, "organizations.csv", organizations, "services.csv", "id,organization_id,name\n11,1,Mensa\n", "locations.csv", "id,organization_id\n21,2\n")
	if err != nil || edges(r.Graph) != "1 offers 11, 2 located_at 21" || strings.Contains(codes(r), "hsds_ids") {
		t.Errorf("ids that do not meet: %v", err)
	}
}

// A parent of a term is named by its taxonomy_id, and so are the terms of Ohana's services, while other directories name
// terms by their id: whoever joins on the wrong column finds wrong terms without noticing.
func TestTermsAreFoundByTheirOwnKeys(t *testing.T) {
	const terms = "id,name,taxonomy_id,parent_id\n101,Wrong,103,\n1,Food,101,\n2,Food pantry,101-01,101\n3,Help,102,\n"
	for column, c := range map[string]struct{ ids, want string }{
		"taxonomy_ids":     {`"101,101-01"`, "Food|Food pantry"},
		"taxonomy_term_id": {"2", "Food pantry"},
		"taxonomy_id":      {"101-01", "Food pantry"},
	} {
		r, err := decode(source.Options{}, "organizations.csv", organizations, "taxonomy.csv", terms, "services.csv", "id,organization_id,name,"+column+"\ns,1,Mensa,"+c.ids+"\n")
		if err != nil {
			t.Fatal(err)
		}
		tags := r.Graph.NodeColumn("tags")
		if at, _ := r.Graph.FindNode("s"); tags == nil || tags.Text(at) != c.want || !strings.Contains(codes(r), "hsds_term_key") {
			t.Errorf("%s %s: %v", column, c.ids, codes(r))
		}
	}
	// both columns fit: the name of the column decides
	for column, want := range map[string]string{"taxonomy_ids": "Food", "taxonomy_term_id": "Wrong"} {
		r, err := decode(source.Options{}, "organizations.csv", organizations, "taxonomy.csv", terms, "services.csv", "id,organization_id,name,"+column+"\ns,1,Mensa,101\n")
		if err != nil {
			t.Fatal(err)
		}
		if at, _ := r.Graph.FindNode("s"); r.Graph.NodeColumn("tags").Text(at) != want {
			t.Errorf("%s: %s", column, r.Graph.NodeColumn("tags").Text(at))
		}
	}
}

// What there is much of is named in part and counted.
func TestNotesAreShort(t *testing.T) {
	services := "id,organization_id,status"
	for i := range 60 {
		services += fmt.Sprintf(",email_%02d", i)
	}
	for i := range 30 {
		services += fmt.Sprintf("\ns%02d,x%02d,word %02d%s", i, i, i, strings.Repeat(",a@example.org", 60))
	}
	r, err := decode(source.Options{}, "organizations.csv", organizations, "services.csv", services+"\n")
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range r.Notes {
		if len(n.Text) > 2000 || strings.Count(n.Text, ",") > 60 {
			t.Errorf("%d bytes: %s", len(n.Text), n.Text)
		}
		if n.Code == "hsds_missing_kept" && !strings.Contains(n.Text, "(30): x00, x01, x02, x03, x04, …") {
			t.Error(n.Text)
		}
	}
	if _, has := r.Graph.FindNode("s00"); !has || r.Graph.NodeColumn("email_00") != nil {
		t.Error("e-mail is on the map")
	}
}

// In Ohana's tables a service has a place, and the place an organization.
func TestServicesOfferedThroughTheirPlace(t *testing.T) {
	r, err := decode(source.Options{}, "organizations.csv", "id,name\no,Comune\n", "services.csv", "id,location_id,name,status\ns,l,Mensa,active\nt,,Sportello,active\n", "locations.csv", "id,organization_id,name\nl,o,Piazza\n")
	if err != nil || edges(r.Graph) != "l hosts s, o located_at l, o offers s" || !strings.Contains(codes(r), "hsds_through") {
		t.Errorf("%v, %s", err, edges(r.Graph))
	}
	if r.Graph.NodeColumn("status") != nil {
		t.Error("active says something of a service")
	}
}

func TestDirectoriesRefused(t *testing.T) {
	for _, c := range []struct {
		what  string
		files []string
		want  string
	}{
		{"services alone", []string{"services.csv", services}, "services.csv: this is a table of a service directory (HSDS), and what it names stands in another, organizations, which is not there: give all tables of the directory, or the folder that holds them"},
		{"places alone", []string{"locations.csv", locations}, "locations.csv: this is a table of a service directory (HSDS), and what it names stands in another, organizations"},
		{"services whose places are missing", []string{"organizations.csv", organizations, "services.csv", "id,location_id\na,l\n"}, "services.csv: this is a table of a service directory (HSDS), and what it names stands in another, locations"},
		{"what is where, without services", []string{"locations.csv", "id,name\nl,L\n", "service_at_location.csv", "service_id,location_id\na,l\n"}, "service_at_location.csv: this is a table of a service directory (HSDS), and what it names stands in another, services"},
		{"no ids", []string{"organizations.csv", "name\nA\n", "services.csv", services}, "organizations.csv: this table of a service directory (HSDS) needs a column id"},
		{"no place", []string{"organizations.csv", organizations, "services.csv", services, "service_at_location.csv", "id,service_id\na,1\n"}, "service_at_location.csv: this table of a service directory (HSDS) needs a column location_id"},
		{"an empty id", []string{"organizations.csv", "id,name\n1,A\n,B\n", "services.csv", services}, "organizations.csv: line 3: the id is empty"},
		{"another name", []string{"organizations.csv", "id,name\n1,A\n1,B\n", "services.csv", services}, "organizations.csv: line 3: node organization:1 has another name already: if they are two, one of them needs another id; if they are one, write the same in both places"},
		{"another organization", []string{"organizations.csv", organizations, "services.csv", "id,organization_id\ns,1\nt,1\ns,2\n"}, "services.csv: line 4: node s has another organization_id already: if they are two, one of them needs another id; if they are one, write the same in both places"},
		{"a program of two names", []string{"organizations.csv", organizations, "services.csv", services, "programs.csv", "id,name\np,Cibo\np,Cibo\np,Casa\n"}, "programs.csv: line 4: node p has another name already: if they are two, one of them needs another id; if they are one, write the same in both places"},
		{"one end", []string{"organizations.csv", organizations, "services.csv", services, "locations.csv", locations, "service_at_location.csv", "id,service_id,location_id\nx,1,\n"}, "service_at_location.csv: line 2: the source is empty"},
		{"a row too long", []string{"organizations.csv", "id,name\n1,A\n2,B,C\n", "services.csv", services}, "organizations.csv: line 3: the row has 3 cells, the header 2"},
		{"a quote that is not closed", []string{"organizations.csv", "id,name\n1,\"A\n2,B\n", "services.csv", services}, "organizations.csv: line 2: a quote in this row is never closed; the rest of the file belongs to it"},
		{"a control character", []string{"organizations.csv", "id,name\n1,A\nx\x01,B\n", "services.csv", services}, "organizations.csv: line 3: the id holds a control character"},
		{"an empty table", []string{"organizations.csv", organizations, "services.csv", services, "locations.csv", ""}, "locations.csv: the file is empty"},
	} {
		_, err := decode(source.Options{}, c.files...)
		if graph.KindOf(err) != graph.Invalid || !strings.HasPrefix(fmt.Sprint(err), c.want) {
			t.Errorf("%s: %v", c.what, err)
		}
		r, err := decode(source.Options{Check: true}, c.files...)
		if err != nil || r.RefusedCount == 0 || !strings.HasPrefix(r.Refused[0].Where()+": "+r.Refused[0].Why.Text, c.want) {
			t.Errorf("%s, checked: %v", c.what, err)
		}
	}
	if _, err := decode(source.Options{}, "organizations.csv", organizations); err != nil {
		t.Errorf("organizations alone are nodes: %v", err)
	}
	_, err := decode(source.Options{Limits: graph.Limits{NodeID: 4}}, "organizations.csv", "id,name\nlonger,A\n", "services.csv", services)
	if graph.KindOf(err) != graph.TooLarge || !strings.HasPrefix(err.Error(), "organizations.csv: line 2: an id is longer than 4 bytes") {
		t.Errorf("a long id: %v", err)
	}
}

// A service bears the name of its program as a tag; of a program that no table tells of the id stays.
func TestPrograms(t *testing.T) {
	r, err := decode(source.Options{}, "organizations.csv", organizations, "programs.csv", "id,organization_id,name\np,1,Cibo\nq,9,Casa\n",
		"services.csv", "id,organization_id,program_id,name\n1,1,q,Mensa\n3,2,z,Emporio\n4,2,,Doposcuola\n")
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for i := range r.Graph.Nodes() {
		got = append(got, r.Graph.Label(i)+": "+r.Graph.NodeAttributes(i).Get("tags").String()+" "+r.Graph.NodeAttributes(i).Get("program_id").String())
	}
	slices.Sort(got)
	if want := "Comune: Cibo , Doposcuola:  , Emporio:  z, Mensa: Casa , Ponte:  "; strings.Join(got, ", ") != want {
		t.Errorf("%q, want %q", got, want)
	}
	if said := codes(r); !strings.Contains(said, "hsds_missing_kept") {
		t.Error(said)
	}
}

// A node that several rows tell of, in one table or several, has what any of them says.
func TestRowsAboutOneNode(t *testing.T) {
	r, err := decode(source.Options{}, "a/organizations.csv", "id,name\no,Comune\np,Ponte\n", "b/organizations.csv", "parent_organization_id,id\np,o\n,o\n",
		"services.csv", "id,name,organization_id\ns,Mensa,\n", "service.csv", "organization_id,id\no,s\n", "locations.csv", "id,name,organization_id,alternate_name\nl,Piazza,o,\nl,,,Centro\nm,,,\nm,,,Sala\n", "addresses.csv", "location_id,address_1\nl,Via 1\nm,Via 2\n")
	if err != nil {
		t.Fatal(err)
	}
	if got := edges(r.Graph); got != "o part_of p, o located_at l, o offers s" && got != "o located_at l, o offers s, o part_of p" {
		t.Error(got)
	}
	if at, _ := r.Graph.FindNode("l"); r.Graph.Label(at) != "Piazza" || r.Graph.NodeColumn("address_1").Text(at) != "Via 1" {
		t.Errorf("%s, %s", r.Graph.Label(at), codes(r))
	}
	if at, _ := r.Graph.FindNode("m"); r.Graph.Label(at) != "Sala" {
		t.Error(r.Graph.Label(at))
	}
	_, err = decode(source.Options{}, "organizations.csv", "id,name\no,Comune\np,Ponte\n", "services.csv", "id,name,organization_id\ns,Mensa,p\n", "service.csv", "organization_id,id\no,s\n")
	if fmt.Sprint(err) != "services.csv: line 2: node s has another organization_id already: if they are two, one of them needs another id; if they are one, write the same in both places" {
		t.Error(err)
	}
}

func TestRestOfADirectory(t *testing.T) {
	r, err := decode(source.Options{SkipRefused: true}, "organizations.csv", "id,name\n1,A\n2,B,C\n,D\n4,E\n", "services.csv", "id,organization_id,name\ns,1,Mensa\ns,4,Mensa\nt,2,X\n")
	if err != nil {
		t.Fatal(err)
	}
	if r.RefusedCount != 3 || edges(r.Graph) != "1 offers s" || r.Graph.Nodes() != 4 || r.Read.Nodes != r.Kept.Nodes+2 {
		t.Errorf("refused %v, read %v, kept %v: %s", r.Refused, r.Read, r.Kept, edges(r.Graph))
	}
	if at, _ := r.Graph.FindNode("t"); r.Graph.NodeColumn("organization_id").Text(at) != "2" {
		t.Error("what a column names and nobody has does not stay as data")
	}
}

// Relations beside a directory are read where they name its nodes, and other tables are named.
func TestTablesBesideADirectory(t *testing.T) {
	folder := t.TempDir()
	for name, content := range map[string]string{
		"organizations.csv": organizations, "services.csv": "id,organization_id\ns,1\n", "others.csv": "source,target\nx,y\n1,z\n", "people.csv": "id,name\np,Ada\n",
		"legami.csv": "da;a;tipo\n1;2;collabora con\n2;p;conosce\n", "sub/nodes.csv": "id,label\nq,Q\n", "empty.csv": "",
	} {
		path := filepath.Join(folder, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	r := open(t, source.Options{}, folder)
	if got := edges(r.Graph); got != "1 collaborates 2, 1 offers s, 2 knows p" {
		t.Error(got)
	}
	var passed []string
	for _, n := range r.Notes {
		if n.Code == "passed_over" {
			passed = append(passed, fmt.Sprint(n.Values["file"]))
		}
		if n.Code == graph.CodeOwnership {
			t.Error("a directory with relations between organizations is said to have none")
		}
	}
	if _, there := r.Graph.FindNode("q"); !there || strings.Join(passed, " ") != "empty.csv others.csv people.csv" {
		t.Errorf("passed over: %v", passed)
	}
	if r = open(t, source.Options{}, folder, filepath.Join(folder, "people.csv")); r.Graph.Nodes() != 5 || r.Graph.NodeColumn("label").Text(2) != "Ada" {
		t.Errorf("a table named by itself: %d nodes", r.Graph.Nodes())
	}
}

func TestPackage(t *testing.T) {
	got := hsds.Package(strings.NewReader(`{"resources":[{"name":"organization","path":"data/./o.csv"},{"name":"x","path":"x.csv"},{"name":"service","path":["a.csv"]}]}`))
	if len(got) != 1 || got["data/o.csv"] != hsds.Organizations {
		t.Error(got)
	}
	if got := hsds.Package(strings.NewReader("[1")); len(got) > 0 {
		t.Error(got)
	}
	folder := t.TempDir()
	for name, content := range map[string]string{
		"datapackage.json": `{"resources":[{"name":"organization","path":"tables/a.csv"},{"name":"service","path":"tables/b.csv"}]}`,
		"tables/a.csv":     organizations, "tables/b.csv": "id,organization_id,name\ns,1,Mensa\n",
	} {
		if err := os.MkdirAll(filepath.Join(folder, "tables"), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(folder, name), []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if r := open(t, source.Options{}, folder); edges(r.Graph) != "1 offers s" || codes(r) != "only_ownership hsds_read" {
		t.Errorf("%s; %s", edges(r.Graph), codes(r))
	}
}

func TestParts(t *testing.T) {
	for name, want := range map[string]hsds.Part{
		"services.csv": hsds.Services, "dir/Service.CSV": hsds.Services, `dir\services.csv.gz`: hsds.Services, "z.zip: x/locations.csv": hsds.Locations, "z.zip: location.csv": hsds.Locations,
		"Service At Location": hsds.AtLocations, "services-at-location.csv": hsds.AtLocations, "physical_address.csv": hsds.Addresses, "nodes.csv": "", "": "",
		"taxonomy.csv": hsds.Taxonomies, "service_taxonomy.csv": hsds.Attributes, "schedules.csv": hsds.Aside,
	} {
		if got, known := hsds.PartOf(name); got != want || known != (want != "") {
			t.Errorf("%s: %s", name, got)
		}
	}
	for _, c := range []struct {
		part    hsds.Part
		headers string
		want    bool
	}{
		{hsds.Services, "id,organization_id,name", true}, {hsds.Services, "Organization ID,id", true}, {hsds.Services, "id,organization-id", true},
		{hsds.Services, "id,location_id", true}, {hsds.Services, "id,name", false}, {hsds.Locations, "id,organization_id", true}, {hsds.Locations, "id,name", false},
		{hsds.Organizations, "id,name,parent_organization_id", false}, {hsds.AtLocations, "id,service_id,location_id", true}, {hsds.AtLocations, "id,service_id", false},
	} {
		if got := hsds.Tells(c.part, strings.Split(c.headers, ",")); got != c.want {
			t.Errorf("%s %s: %v", c.part, c.headers, got)
		}
	}
}
