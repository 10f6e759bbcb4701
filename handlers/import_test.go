package handlers_test

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"context"
	"encoding/base64"
	"fmt"
	"html"
	"math/rand/v2"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"testing/synctest"

	"trama/graph"
	"trama/graph/graphtest"
	"trama/handlers"
)

const (
	nodesCSV = "id;nome;tipologia\nbiblioteca;Biblioteca;ente\nprestito;Prestito libri;servizio\n"
	edgesCSV = "da;tipo;a\nbiblioteca;offre;prestito\n"
)

// emptyService is a service over a store with nothing in it, that offers the town of the fixtures.
func emptyService(t *testing.T) *service {
	t.Helper()
	store := graphtest.Memory()
	town := func(context.Context) (*graph.Graph, error) { return graphtest.Town(), nil }
	return &service{t: t, store: store, handler: handlers.New(handlers.Options{Patience: unhurried, Store: store, Lang: "it", Demo: town})}
}

// chosen is a form of files as a browser sends it: names and contents in turn, then the other fields.
func (s *service) chosen(path string, files []string, fields ...string) *httptest.ResponseRecorder {
	s.t.Helper()
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	for i := 0; i+1 < len(files); i += 2 {
		part, err := form.CreateFormFile("files", files[i])
		if err != nil {
			s.t.Fatal(err)
		}
		part.Write([]byte(files[i+1]))
	}
	for i := 0; i+1 < len(fields); i += 2 {
		form.WriteField(fields[i], fields[i+1])
	}
	form.Close()
	return s.do(request{method: http.MethodPost, path: path, body: body.String(), header: []string{"Content-Type: " + form.FormDataContentType(), "Accept: text/html"}})
}

// pressed is a form with the value of one of its buttons, sent to that button's address.
func pressed(t *testing.T, page, label string) sheet {
	t.Helper()
	f := form(t, page, "confirm")
	m := regexp.MustCompile(`formaction="([^"]*)" name="([^"]*)" value="([^"]*)"[^>]*>` + regexp.QuoteMeta(label)).FindStringSubmatch(page)
	if m == nil {
		t.Fatalf("no button %q", label)
	}
	f.action = html.UnescapeString(m[1])
	f.values.Set(m[2], m[3]) // a button may stand outside of its form
	return f
}

func (s *service) networksStored() int {
	s.t.Helper()
	list, err := s.store.Networks(context.Background())
	if err != nil {
		s.t.Fatal(err)
	}
	return len(list)
}

// TestANetworkIsImportedInTheBrowser goes the whole way: the empty store, files, the preview with nothing stored, the
// confirmation as one commit, the notice, and the undo.
func TestANetworkIsImportedInTheBrowser(t *testing.T) {
	s := emptyService(t)
	home := s.page("/?lang=it")
	says(t, "the first page", home, "<h1>Benvenuti</h1>", "<h2 id=\"start-title\">Comincia</h2>", `enctype="multipart/form-data"`, "Carica Valdora", "Crea la rete")
	w := s.chosen("/imports?lang=it", []string{"nodi.csv", nodesCSV, "relazioni.csv", edgesCSV}, "title", "Città Nuova")
	page := w.Body.String()
	if w.Code != http.StatusOK || s.networksStored() != 0 {
		t.Fatalf("%d, %d networks: %s", w.Code, s.networksStored(), alarm.FindString(page))
	}
	says(t, "the preview", page, "Niente è ancora scritto. Nascerebbe la rete «Città Nuova», con 2 nodi e 1 relazione.", "nodi.csv, relazioni.csv", "Biblioteca, Prestito libri", `>Nome</td>`, "da chi parte la relazione")
	confirmed := s.send(pressed(t, page, "Conferma e importa"))
	if to := confirmed.Header().Get("Location"); confirmed.Code != http.StatusSeeOther || to != "/networks/citta-nuova?done=1&lang=it#done" {
		t.Fatalf("%d to %s: %s", confirmed.Code, to, alarm.FindString(confirmed.Body.String()))
	}
	network := s.page("/networks/citta-nuova?done=1&lang=it")
	says(t, "the network's page", network, "<h1>Città Nuova</h1>", "Scritto (revisione 1)", "Annulla<span", "Importa file in questa rete")
	if strings.Contains(s.page("/networks/citta-nuova?lang=it"), "Scritto (revisione 1)") {
		t.Error("the notice stays")
	}
	commits, err := s.store.History(context.Background(), "citta-nuova", graph.Page{})
	if err != nil || len(commits) != 1 || commits[0].Message != "import: nodi.csv, relazioni.csv" {
		t.Errorf("%+v %v", commits, err)
	}
	s.written(form(t, aTitle.FindString(network), "undo 1"))
	if info, err := s.store.Info(context.Background(), "citta-nuova"); err != nil || info.Nodes != 0 || info.Revision != 2 {
		t.Errorf("after the undo %+v %v", info, err)
	}
	if again := s.chosen("/imports?lang=it", []string{"nodi.csv", nodesCSV}, "title", "citta nuova"); again.Code != http.StatusConflict || !strings.Contains(again.Body.String(), "c&#39;è già (citta-nuova)") || !strings.Contains(again.Body.String(), `value="citta nuova"`) {
		t.Errorf("a name that is taken: %d %s", again.Code, alarm.FindString(again.Body.String()))
	}
	for field, refused := range map[string]string{
		"title": s.chosen("/imports?lang=it", []string{"nodi.csv", nodesCSV}, "title", "citta nuova").Body.String(),
		"files": s.chosen("/imports?lang=it", nil, "title", "Altra").Body.String(),
	} {
		for name, marked := range map[string]bool{"title": field == "title", "files": field == "files"} {
			if got := regexp.MustCompile(`name="` + name + `"[^>]*aria-invalid="true"`).MatchString(refused); got != marked {
				t.Errorf("what is wrong is the %s: that of the %s is marked: %v", field, name, got)
			}
		}
	}
}

// TestRelationsInAColumnAreOfferedInTheBrowser: one sheet of organisations, with whom each works with in a column, becomes a
// network at one press; the offer can be taken back, and what is confirmed is what was shown.
func TestRelationsInAColumnAreOfferedInTheBrowser(t *testing.T) {
	s := emptyService(t)
	sheet := "nome;Collabora con;telefono\nCaritas;Auser, Scout;1\nAuser;Caritas;2\nScout;;3\n"
	page := s.chosen("/imports?lang=it", []string{"rete.csv", sheet}, "title", "Rete").Body.String()
	says(t, "the preview", page, "con 3 nodi e 0 relazioni", "La colonna «Collabora con» nomina altri nodi, in 2 righe.")
	if strings.Contains(page, "--relations") {
		t.Error("a flag of the command line is named")
	}
	made := s.send(pressed(t, page, "Fai relazioni di «Collabora con»")).Body.String()
	says(t, "with relations", made, "con 3 nodi e 2 relazioni", "Ogni nome sotto «Collabora con» diventa una relazione.", "relazioni con i nodi che nomina")
	says(t, "taken back", s.send(pressed(t, made, "Lascia «Collabora con» com&#39;è")).Body.String(), "con 3 nodi e 0 relazioni")
	confirmed := s.send(pressed(t, made, "Conferma e importa"))
	g, err := s.store.Load(context.Background(), "rete", 0)
	if confirmed.Code != http.StatusSeeOther || err != nil || g.Edges() != 2 || g.NodeColumn("Collabora con") != nil {
		t.Errorf("%d, %v: %s", confirmed.Code, err, alarm.FindString(confirmed.Body.String()))
	}
	says(t, "a sheet without names", s.chosen("/imports?lang=it", []string{"rete.csv", "soggetto;zona\nCaritas;Nord\n"}, "title", "Altra").Body.String(), "se i nomi stanno sotto «soggetto», intitolare «nome» quella colonna", ">Torna indietro, e scegli di nuovo i file</a>")
	again := s.chosen("/networks/rete/imports?lang=it", []string{"rete.csv", sheet}, "replace", "no").Body.String()
	says(t, "again", again, "Nei file non c&#39;è niente di nuovo", "La rete ha già queste relazioni, e non i testi")
	asText := s.send(pressed(t, again, "Lascia «Collabora con» com&#39;è")).Body.String()
	says(t, "as text", asText, "La rete ha già 2 relazioni della colonna «Collabora con»", "Fai relazioni di «Collabora con» (2 righe)", "2 nodi e relazioni da cambiare")
	if strings.Contains(asText, "--relations") {
		t.Error("a flag of the command line is named")
	}
	says(t, "again, once more", s.send(pressed(t, asText, "Fai relazioni di «Collabora con»")).Body.String(), "Nei file non c&#39;è niente di nuovo")
	says(t, "again, replacing", s.chosen("/networks/rete/imports?lang=it", []string{"rete.csv", sheet}, "replace", "yes").Body.String(), "La rete ha già queste relazioni", "Lascia «Collabora con» com&#39;è")
}

// TestMarksAreOfferedInTheBrowser: a table of x is refused with an offer, one of nodes with marks says so; what marks mean is chosen,
// taken back, and confirmed as it was shown.
func TestMarksAreOfferedInTheBrowser(t *testing.T) {
	for _, sheet := range []string{"Ente;Mensa;Ascolto\nCaritas;x;\nAuser;;x\n", "nome;Mensa;Ascolto\nCaritas;x;\nAuser;;x\n"} {
		s := emptyService(t)
		page := s.chosen("/imports?lang=it", []string{"rete.csv", sheet}, "title", "Rete").Body.String()
		says(t, "the preview", page, "Segni in una tabella", "… «offre» chi sta nella colonna")
		if sheet[0] == 'E' {
			says(t, "the lead", page, "Niente si può importare ancora: la tabella è fatta di segni")
		}
		if strings.Contains(page, "--matrix") {
			t.Error("a flag of the command line is named")
		}
		made := s.send(pressed(t, page, "… «offre» chi sta nella colonna")).Body.String()
		says(t, "with relations", made, "con 4 nodi e 2 relazioni", "Ogni segno (x, 1) è una relazione di tipo «offre»", "relazioni con i nodi che nomina")
		if back := s.send(pressed(t, made, "Lascia i segni come sono")).Body.String(); strings.Contains(back, "con 4 nodi") {
			t.Error("not taken back")
		}
		s.send(pressed(t, made, "Conferma e importa"))
		g, err := s.store.Load(context.Background(), "rete", 0)
		if err != nil || g.Edges() != 2 || g.Type(0) != "offers" {
			t.Errorf("%v: %+v", err, g)
		}
		if sheet[0] == 'n' { // a second time what was chosen is offered first
			again := s.chosen("/networks/rete/imports?lang=it", []string{"rete.csv", sheet}).Body.String()
			says(t, "again", again, "La rete ha già 2 relazioni di tipo «offre» dove ci sono segni.")
			if strings.Contains(again, "--matrix") || strings.Index(again, "… «offre» chi") > strings.Index(again, "… «collabora con» chi") {
				t.Error("a flag is named, or another type comes first")
			}
			says(t, "made again", s.send(pressed(t, again, "… «offre» chi sta nella colonna")).Body.String(), "Nei file non c&#39;è niente di nuovo")
		}
	}
}

// TestContactsAreOfferedInTheBrowser: of a directory of services they stay out unless they are asked for.
func TestContactsAreOfferedInTheBrowser(t *testing.T) {
	s := emptyService(t)
	files := []string{
		"organizations.csv", "id,name\no,Caritas\n", "services.csv", "id,name,organization_id\ns,Mensa,o\n", "contacts.csv", "id,name,organization_id\nc,Anna,o\n",
	}
	page := s.chosen("/imports?lang=it", files, "title", "Rete").Body.String()
	says(t, "the preview", page, "con 2 nodi", "contiene dati di persone, che restano fuori: contacts.csv (1).")
	if strings.Contains(page, "--contacts") {
		t.Error("a flag of the command line is named")
	}
	with := s.send(pressed(t, page, "Prendi anche contatti, telefoni ed e-mail")).Body.String()
	says(t, "with contacts", with, "con 3 nodi")
	says(t, "without them again", s.send(pressed(t, with, "Lascia fuori i dati di persone")).Body.String(), "con 2 nodi")
	s.send(pressed(t, with, "Conferma e importa"))
	if g, err := s.store.Load(context.Background(), "rete", 0); err != nil || g.Nodes() != 3 {
		t.Errorf("%v: %+v", err, g)
	}
}

// TestTheOrganizationsOfPersonsAreOfferedInTheBrowser: a list of persons with where each belongs becomes a map at two presses, or at one
// where their heading says that they are persons; the same list again proposes it.
func TestTheOrganizationsOfPersonsAreOfferedInTheBrowser(t *testing.T) {
	s := emptyService(t)
	for title, sheet := range map[string]string{"Soci": "Nome;Ente\nAda;Caritas\nBea;Auser\n", "Volontari": "Cognome e nome;Ente\nNeri Ada;Caritas\nBo Bea;Auser\n"} {
		page := s.chosen("/imports?lang=it", []string{"rete.csv", sheet}, "title", title).Body.String()
		if title == "Soci" {
			page = s.send(pressed(t, page, "Sono tutti persone")).Body.String()
		}
		says(t, title, page, "La colonna «Ente» dice di quale organizzazione è membro ciascuna persona, in 2 righe.")
		made := s.send(pressed(t, page, "Fai relazioni di «Ente»")).Body.String()
		says(t, title, made, "con 4 nodi e 2 relazioni", "Ogni nome sotto «Ente» diventa una relazione.")
		confirmed := s.send(pressed(t, made, "Conferma e importa"))
		network := strings.ToLower(title)
		g, err := s.store.Load(context.Background(), network, 0)
		if confirmed.Code != http.StatusSeeOther || err != nil || g.Edges() != 2 || g.Type(0) != "member_of" {
			t.Fatalf("%s: %d, %v: %s", title, confirmed.Code, err, alarm.FindString(confirmed.Body.String()))
		}
		again := s.chosen("/networks/"+network+"/imports?lang=it", []string{"rete.csv", sheet}, "replace", "no").Body.String()
		says(t, title+" again", again, "Nei file non c&#39;è niente di nuovo", "La rete ha già queste relazioni, e non i testi")
	}
}

// TestWhoSaysNoKindIsAskedFor: without one nobody can vote or promise. Nodes that are there with a kind keep it.
func TestWhoSaysNoKindIsAskedFor(t *testing.T) {
	s := emptyService(t)
	sheet := "nome;conosce\nCaritas;Auser\nAuser;Caritas\n"
	page := s.chosen("/imports?lang=it", []string{"rete.csv", sheet}, "title", "Rete").Body.String()
	says(t, "the preview", page, "2 nodi non dicono di che tipo sono", ">Sono tutti servizi</button>")
	both := s.send(pressed(t, s.send(pressed(t, page, "Sono tutti organizzazioni")).Body.String(), "Fai relazioni di «conosce»")).Body.String()
	says(t, "with a kind", both, "sono di tipo «organizzazione»", "con 2 nodi e 1 relazione", "Lasciali senza tipo")
	s.send(pressed(t, both, "Conferma e importa"))
	g, err := s.store.Load(context.Background(), "rete", 0)
	if err != nil || g.Kind(0) != graph.Organization || g.Kind(1) != graph.Organization || g.Edges() != 1 {
		t.Fatalf("%v: %+v", err, g)
	}
	if again := s.chosen("/networks/rete/imports?lang=it", []string{"rete.csv", sheet}, "replace", "no").Body.String(); strings.Contains(again, "non dicono di che tipo") {
		t.Error("a kind for all is offered to nodes that have one")
	}
}

// TestAnImportShowsWhatChanges: merging and replacing are two previews of the same files, and each is done as it was shown.
func TestAnImportShowsWhatChanges(t *testing.T) {
	s := newService(t)
	files := []string{"nodi.csv", "id;nome;tipologia\nada;Ada Nuova;persona\nzoe;Zoe;persona\n"}
	merging := s.chosen("/networks/borgo/imports?lang=it", files, "replace", "no").Body.String()
	says(t, "merging", merging, "In «The fixture town»: 1 nodo in più e 1 nodo o relazione da cambiare.", "I nodi nuovi (1)</h3>", "<p>Zoe</p>", "– Nome: «Àda» → «Ada Nuova»")
	w := s.send(pressed(t, merging, "Mostra che cosa succederebbe sostituendo tutto"))
	replacing := w.Body.String()
	says(t, "replacing", replacing, "1 nodo in più, 1 nodo o relazione da cambiare e 25 nodi e relazioni da togliere.", "I nodi che sparirebbero (12)", "Mostra che cosa succederebbe unendo")
	if s.revision() != 1 {
		t.Fatal("a preview has written")
	}
	for range 2 { // the second time from a page that the browser kept
		if done := s.send(pressed(t, replacing, "Conferma e importa")); done.Header().Get("Location") != "/networks/borgo?done=2&lang=it#done" {
			t.Fatalf("%d to %q %s", done.Code, done.Header().Get("Location"), alarm.FindString(done.Body.String()))
		}
	}
	if info, err := s.store.Info(t.Context(), "borgo"); err != nil || info.Nodes != 2 || info.Edges != 0 || info.Revision != 2 {
		t.Errorf("%+v %v", info, err)
	}
	s.post("meetings", `{"id":"m1","date":"2026-03-05"}`)
	table := s.chosen("/networks/borgo/imports?lang=it", files, "replace", "yes").Body.String()
	says(t, "replacing what the table recorded", table, "Se ne andrebbe anche ciò che il tavolo ha scritto: 1 incontro. Unendo, invece di sostituire, resta.")
}

// TestAnImportShowsWhatItWouldPutBack: what somebody has corrected on a page since the table was imported is named before the table
// is imported again, in both languages, and is left as it is where the table says nothing of it.
func TestAnImportShowsWhatItWouldPutBack(t *testing.T) {
	s := emptyService(t)
	table := func(phone string) []string {
		return []string{"nodi.csv", "id;nome;tipologia;telefono\nbib;Biblioteca;ente;" + phone + "\nasc;Ascolto;servizio;7\n"}
	}
	s.send(pressed(t, s.chosen("/imports?lang=it", table("1"), "title", "Rete").Body.String(), "Conferma e importa"))
	edit := form(t, s.page("/networks/rete/nodes/bib?lang=it"), "node_edit").with("label", "Biblioteca civica", "author", "Carla")
	s.written(edit)
	again := s.chosen("/networks/rete/imports?lang=it", table("2")).Body.String()
	says(t, "the table again", again, "Un valore scritto a mano verrebbe sovrascritto.", "<h3>Scritti a mano, e verrebbero sovrascritti (1)</h3>",
		"<li>Biblioteca civica – Nome: «Biblioteca civica» → «Biblioteca»; corretto a mano da Carla il ", ", tornerebbe com&#39;era</li>",
		"<h3>Altri valori che cambierebbero (1)</h3>", "<li>Biblioteca civica – telefono: «1» → «2»</li>")
	says(t, "in English", s.chosen("/networks/rete/imports?lang=en", table("2")).Body.String(), "One value that was written by hand would be overwritten.",
		"Name: “Biblioteca civica” → “Biblioteca”; corrected by hand by Carla on ", ", would be put back</li>")
	if left := s.chosen("/networks/rete/imports?lang=it", []string{"nodi.csv", "id;telefono\nbib;2\n"}).Body.String(); strings.Contains(left, "a mano") {
		t.Error("what the table does not say is said to be overwritten")
	}
}

// TestConfirmingImportsWhatWasPreviewed: other bytes, or another revision, are previewed again instead of written.
func TestConfirmingImportsWhatWasPreviewed(t *testing.T) {
	s := newService(t)
	preview := func(nodes string) string {
		return s.chosen("/networks/borgo/imports?lang=it", []string{"nodi.csv", nodes}).Body.String()
	}
	first, second := preview("id;nome\nzoe;Zoe\n"), preview("id;nome\nugo;Ugo\n")
	confirmed, other := pressed(t, first, "Conferma e importa"), pressed(t, second, "Conferma e importa")
	w := s.send(confirmed.with("parcel", other.values.Get("parcel")))
	if w.Code != http.StatusConflict || s.revision() != 1 {
		t.Fatalf("other bytes: %d, revision %d", w.Code, s.revision())
	}
	says(t, "other bytes", w.Body.String(), "non sono quelli dell&#39;anteprima", "<p>Ugo</p>")
	if w := s.send(other); w.Code != http.StatusSeeOther || s.revision() != 2 { // somebody else confirms first
		t.Fatalf("%d, revision %d", w.Code, s.revision())
	}
	w = s.send(confirmed)
	if w.Code != http.StatusConflict || s.revision() != 2 {
		t.Fatalf("another revision: %d, revision %d", w.Code, s.revision())
	}
	says(t, "another revision", w.Body.String(), "Nel frattempo la rete è cambiata", "<p>Zoe</p>")
	if w := s.send(pressed(t, w.Body.String(), "Conferma e importa")); w.Code != http.StatusSeeOther || s.revision() != 3 {
		t.Errorf("confirmed again: %d, revision %d", w.Code, s.revision())
	}
	if w := s.send(pressed(t, preview("id;nome\nzoe;Zoe\n"), "Mostra che cosa succederebbe sostituendo tutto")); w.Code != http.StatusOK {
		t.Error(w.Code)
	}
	same := preview("id;nome\nzoe;Zoe\n")
	says(t, "nothing new", same, "resterebbe com&#39;è")
	if strings.Contains(same, "Conferma e importa") {
		t.Error("there is nothing to confirm")
	}
}

// TestTwoMakeTheSameNetwork: the second hears that the name is taken, and nothing of theirs is lost in another's network.
func TestTwoMakeTheSameNetwork(t *testing.T) {
	s := emptyService(t)
	one := s.chosen("/imports?lang=it", []string{"a.csv", nodesCSV}, "title", "Borgo").Body.String()
	two := s.chosen("/imports?lang=it", []string{"b.csv", nodesCSV}, "title", "Borgo").Body.String()
	s.written(pressed(t, one, "Conferma e importa"))
	if w := s.send(pressed(t, two, "Conferma e importa")); w.Code != http.StatusConflict || !strings.Contains(w.Body.String(), "c&#39;è già (borgo)") {
		t.Errorf("%d %s", w.Code, alarm.FindString(w.Body.String()))
	}
	if s.networksStored() != 1 || s.revision() != 1 {
		t.Errorf("%d networks, revision %d", s.networksStored(), s.revision())
	}
}

func TestRefusedRowsAreShownAndLeftOut(t *testing.T) {
	s := emptyService(t)
	page := s.chosen("/imports?lang=it", []string{"nodi.csv", nodesCSV, "relazioni.csv", edgesCSV + ";offre;prestito\nbiblioteca;offre;\n"}, "title", "Borgo").Body.String()
	says(t, "the preview", page, "2 righe non vanno bene e resterebbero fuori.", "relazioni.csv: riga 3: ", "relazioni.csv: riga 4: ", "Importa il resto, senza le righe rifiutate")
	s.written(pressed(t, page, "Importa il resto, senza le righe rifiutate"))
	if info, err := s.store.Info(t.Context(), "borgo"); err != nil || info.Nodes != 2 || info.Edges != 1 {
		t.Errorf("%+v %v", info, err)
	}
	columns := s.chosen("/imports?lang=it", []string{"nodi.csv", "id;lat;lng\na;45;9\n", "relazioni.csv", "da;tipo;a;peso\na;offre;b;2\n"}, "title", "Pesi")
	says(t, "what columns become", columns.Body.String(), "restano con questi nomi", ">latitudine</td>", ">longitudine</td>")
	for _, at := range []string{"", "/networks/borgo"} {
		refused := s.chosen(at+"/imports?lang=it", nil, "title", "Altro", "author", "Àda Neri")
		says(t, "refused where the browser keeps no cookies", refused.Body.String(), "Non è stato scelto nessun file", `name="author" value="Àda Neri"`)
	}
	wrong := s.chosen("/imports?lang=it", []string{"foglio.xlsx", "PK\x03\x04 no sheet"}, "title", "Foglio").Body.String()
	says(t, "a spreadsheet", wrong, "Da questi file non si può importare niente", "foglio.xlsx")
	says(t, "headings alone", s.chosen("/imports?lang=it", []string{"nodi.csv", "id;nome\n"}, "title", "Niente").Body.String(), "Di una tabella con la sola intestazione non nasce una rete.")
	if strings.Contains(wrong, "Conferma e importa") {
		t.Error("nothing can be imported, and there is a button for it")
	}
}

// zipped is an archive with members of these names and contents.
func zipped(t *testing.T, members ...string) string {
	t.Helper()
	var out bytes.Buffer
	archive := zip.NewWriter(&out)
	for i := 0; i+1 < len(members); i += 2 {
		w, err := archive.Create(members[i])
		if err != nil {
			t.Fatal(err)
		}
		w.Write([]byte(members[i+1]))
	}
	if err := archive.Close(); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// bomb is a field of a few kilobytes that holds much more than a parcel may.
func bomb(t *testing.T) string {
	t.Helper()
	var out bytes.Buffer
	zipped := gzip.NewWriter(&out)
	for range 64 {
		zipped.Write(make([]byte, 1<<20))
	}
	if err := zipped.Close(); err != nil {
		t.Fatal(err)
	}
	return base64.RawURLEncoding.EncodeToString(out.Bytes())
}

// TestAFormOfManyBytesIsConfirmed: files that do not get smaller come back in the page's form with more than the 10 MB up to
// which Go reads a form without a bound of its own.
func TestAFormOfManyBytesIsConfirmed(t *testing.T) {
	if testing.Short() {
		t.Skip("one request of many bytes after the other")
	}
	synctest.Test(t, func(t *testing.T) { // where no time goes by, nobody is told to come again
		s := emptyService(t)
		dense := make([]byte, 8<<20)
		rand.NewChaCha8([32]byte{}).Read(dense)
		archive := zipped(t, "nodi.csv", nodesCSV, "foto.jpg", string(dense))
		preview := s.chosen("/imports?lang=it", []string{"rete.zip", archive}, "title", "Densa").Body.String()
		before, rest, _ := strings.Cut(preview, `name="parcel" value="`)
		parcel, after, _ := strings.Cut(rest, `"`)
		f := pressed(t, before+`name="parcel" value="`+`"`+after, "Conferma e importa").with("parcel", parcel) // no search through all of it
		if len(parcel) <= 10<<20 {
			t.Fatalf("the parcel has %d bytes only", len(parcel))
		}
		if w := s.send(f); w.Code != http.StatusSeeOther {
			t.Errorf("%d: %s", w.Code, alarm.FindString(w.Body.String()))
		}
	})
}

// TestHostileUploadsAreTextOrRefused: names that are formulas or markup stay text, paths are only names, and what is too
// large, of another type or no form is refused with a page that says so.
func TestHostileUploadsAreTextOrRefused(t *testing.T) {
	s := emptyService(t)
	page := s.chosen("/imports?lang=it", []string{
		`C:\fakepath\..\"><script>alert(1)</script>.csv`, "id;nome;<b>colonna</b>\n=1+1;\"<script>alert(\"\"x\"\")</script>\";\"@SUM(A1)\"\n../../etc/passwd;=cmd|' /C calc'!A0;x\n",
	}, "title", `<img src=x onerror=alert(1)>`).Body.String()
	says(t, "the preview", page, "&lt;script&gt;alert(&#34;x&#34;)&lt;/script&gt;", "=cmd|")
	network := s.written(pressed(t, page, "Conferma e importa"))
	for what, text := range map[string]string{"the preview": page, "the network's page": network, "the node's page": s.page("/networks/img-src-x-onerror-alert-1/nodes/..%2F..%2Fetc%2Fpasswd")} {
		for _, not := range []string{"<script", "<img", "<b>", "fakepath"} {
			if strings.Contains(withoutScript(text), not) {
				t.Errorf("%s holds %s", what, not)
			}
		}
	}
	archive := s.chosen("/imports?lang=it", []string{"rete.zip", zipped(t, "../../../tmp/nodi.csv", nodesCSV, "/etc/relazioni.csv", edgesCSV, "..\\x\\leggimi.md", "# no")}, "title", "Archivio").Body.String()
	says(t, "an archive", archive, "con 2 nodi e 1 relazione")
	large := strings.Repeat("a;b;c\n", (32<<20)/6+1)
	says(t, "the first page", s.page("/?lang=it"), "Fino a 32 MB in tutto")
	says(t, "the refusal", s.chosen("/imports?lang=it", []string{"a.csv", large}, "title", "Grande").Body.String(), "fino a 32 MB in tutto")
	for what, w := range map[string]*httptest.ResponseRecorder{
		"413 too many":      s.chosen("/imports?lang=it", strings.Split(strings.Repeat("a.csv\x00id\x00", 51), "\x00"), "title", "Tanti"),
		"422 no file":       s.chosen("/imports?lang=it", nil, "title", "Niente"),
		"422 no title":      s.chosen("/imports?lang=it", []string{"a.csv", nodesCSV}),
		"422 long title":    s.chosen("/imports?lang=it", []string{"a.csv", nodesCSV}, "title", strings.Repeat("x", 201)),
		"404 nowhere":       s.chosen("/networks/nowhere/imports?lang=it", []string{"a.csv", nodesCSV}),
		"415 another type":  s.do(request{method: "POST", path: "/imports", body: nodesCSV, header: []string{"Content-Type: text/csv", "Accept: text/html"}}),
		"415 no type":       s.do(request{method: "POST", path: "/imports/confirm", body: "x"}),
		"422 no parts":      s.do(request{method: "POST", path: "/imports", body: "x", header: []string{"Content-Type: multipart/form-data; boundary=b"}}),
		"400 no boundary":   s.do(request{method: "POST", path: "/imports", body: "x", header: []string{"Content-Type: multipart/form-data"}}),
		"400 no parcel":     s.send(sheet{action: "/imports/confirm", values: url.Values{"title": {"X"}, "parcel": {"///"}}}),
		"400 other parcel":  s.send(sheet{action: "/imports/confirm", values: url.Values{"title": {"X"}, "parcel": {base64.RawURLEncoding.EncodeToString([]byte("no gzip"))}}}),
		"400 bomb":          s.send(sheet{action: "/imports/confirm", values: url.Values{"title": {"X"}, "parcel": {bomb(t)}}}),
		"400 empty confirm": s.send(sheet{action: "/imports/confirm", values: url.Values{}}),
		"403 another site":  s.do(request{method: "POST", path: "/imports/confirm", body: "x=y", header: []string{asForm, "Sec-Fetch-Site: cross-site"}}),
		"415 begin":         s.do(request{method: "POST", path: "/networks", body: "{}", header: []string{asJSON}}),
		"422 begin":         s.send(sheet{action: "/networks", values: url.Values{"title": {"  "}}}),
	} {
		if fmt.Sprint(w.Code) != what[:3] {
			t.Errorf("%s: %d %.200s", what, w.Code, alarm.FindString(w.Body.String()))
		}
	}
	if s.networksStored() != 1 {
		t.Errorf("%d networks", s.networksStored())
	}
}

// TestANetworkBeginsWithNothing makes a network of a title, then a node, corrects it, relates it, and takes all of it back.
func TestANetworkBeginsWithNothing(t *testing.T) {
	s := emptyService(t)
	page := s.written(form(t, s.page("/?lang=it"), "begin").with("title", "Tavolo di Rio"))
	says(t, "the new network", page, "<h1>Tavolo di Rio</h1>", "Scritto (revisione 1)", `<details class="fold" id="r-node_5fnew" open>`)
	page = s.written(form(t, page, "node_new").with("label", "Mani Vicine", "kind", "organization", "area", "Centro"))
	says(t, "the new node", page, "<h1>Mani Vicine</h1>", "Organizzazione · Tavolo di Rio", "Scritto (revisione 2)", "Centro")
	says(t, "the network without the node again", s.written(form(t, aTitle.FindString(page), "undo 2")), "<h1>Tavolo di Rio</h1>", "Tolto: Mani Vicine")
	s.written(form(t, s.page("/networks/tavolo-di-rio/history?lang=it"), "undo 3"))
	s.written(form(t, s.page("/networks/tavolo-di-rio?lang=it"), "node_new").with("label", "Il doposcuola", "kind", "service"))
	twin := s.written(form(t, s.page("/networks/tavolo-di-rio?lang=it"), "node_new").with("label", "Il Doposcuola!", "kind", "service"))
	says(t, "a node of nearly the same name", twin, "<h1>Il Doposcuola!</h1>", "/nodes/il-doposcuola-2/edit")
	mani := "/networks/tavolo-di-rio/nodes/mani-vicine?lang=it"
	page = s.written(form(t, s.page(mani), "node_edit").with("label", "Associazione Mani Vicine", "kind", "organization", "area", "", "tags", `scuola, "casa, famiglia"`, "status", "validated"))
	says(t, "the corrected node", page, "<h1>Associazione Mani Vicine</h1>", "scuola, casa, famiglia", "validato", `value="scuola, &#34;casa, famiglia&#34;"`)
	if strings.Contains(page, "Centro") {
		t.Error("an emptied field keeps its value")
	}
	same := s.written(form(t, page, "node_edit").with("kind", "organization", "status", "validated"))
	says(t, "the same again", same, "C&#39;era già: non è cambiato niente.")
	page = s.written(form(t, page, "node_relate").with("relation", "out:offers", "other", "il doposcuola"))
	says(t, "the related node", page, "Nuova relazione: Associazione Mani Vicine offre Il doposcuola.", "<h3>Associazione Mani Vicine offre</h3>", "dichiarata")
	twice := s.send(form(t, page, "node_relate").with("relation", "out:offers", "other", "il-doposcuola"))
	if twice.Code != http.StatusUnprocessableEntity || !strings.Contains(twice.Body.String(), "Questa relazione c&#39;è già.") || !strings.Contains(twice.Body.String(), `value="il-doposcuola"`) {
		t.Errorf("the same relation twice: %d %s", twice.Code, alarm.FindString(twice.Body.String()))
	}
	for other, want := range map[string]string{"nessuno": "Nella rete nessuno si chiama «nessuno»", "mani-vicine": "Una relazione va verso un altro nodo."} {
		if w := s.send(form(t, page, "node_relate").with("relation", "out:offers", "other", other)); w.Code != http.StatusUnprocessableEntity || !strings.Contains(w.Body.String(), want) {
			t.Errorf("%s: %d %s", other, w.Code, alarm.FindString(w.Body.String()))
		}
	}
	stale := form(t, page, "node_edit").with("label", "X", "kind", "organization")
	edge := regexp.MustCompile(`<option value="([^"]*)">Associazione Mani Vicine offre Il doposcuola</option>`).FindStringSubmatch(page)
	if edge == nil {
		t.Fatal("the relation cannot be taken away")
	}
	page = s.written(form(t, page, "node_unrelate").with("edge", html.UnescapeString(edge[1])))
	says(t, "the node without it", page, "Tolta la relazione", "Nessuna relazione, finora.")
	if w := s.send(stale); w.Code != http.StatusConflict || !strings.Contains(w.Body.String(), "Nel frattempo") || !strings.Contains(w.Body.String(), `value="X"`) {
		t.Errorf("a stale form: %d %s", w.Code, alarm.FindString(w.Body.String()))
	}
	gone := s.written(form(t, page, "node_remove"))
	says(t, "the network without it", gone, "Tolto: Associazione Mani Vicine (organizzazione).")
	s.written(form(t, aTitle.FindString(gone), "undo 10"))
	says(t, "the node that came back", s.page(mani), "<h1>Associazione Mani Vicine</h1>")
}

// TestNodesAreWrittenUnderAnyID: forms of nodes whose ids an address could trip over lead back to their pages; for "." and
// "..", which no path can hold, there are none.
func TestNodesAreWrittenUnderAnyID(t *testing.T) {
	s := oddService(t)
	for _, id := range oddIDs() {
		if id == "." || id == ".." {
			if strings.Contains(s.page("/networks/strana/nodes?id="+id), "node_edit") {
				t.Errorf("%q has a form that leads nowhere", id)
			}
			continue
		}
		page := s.written(form(t, s.page("/networks/strana/nodes/"+url.PathEscape(id)+"?lang=it"), "node_edit").with("label", "Cambiato "+id, "kind", "organization", "status", ""))
		says(t, id, page, "<h1>Cambiato "+strings.ReplaceAll(html.EscapeString(id), "+", "&#43;")+"</h1>", "Scritto (revisione")
	}
}

func TestTheFictionalTownIsOneClick(t *testing.T) {
	s := emptyService(t)
	demo := form(t, s.page("/?lang=it"), "demo")
	says(t, "the town", s.written(demo), "<h1>The fixture town</h1>", "Scritto (revisione 1)")
	if strings.Contains(s.page("/?lang=it"), "Carica Valdora") {
		t.Error("it is offered once more")
	}
	if w := s.send(demo); w.Code != http.StatusSeeOther || w.Header().Get("Location") != "/networks/valdora?lang=it" {
		t.Errorf("a second click: %d to %s", w.Code, w.Header().Get("Location"))
	}
	if w := newService(t).send(demo); w.Code != http.StatusNotFound {
		t.Errorf("a service that has none: %d", w.Code)
	}
}

// TestReadOnlyHasNoIntake: a service that only reads shows no forms, and refuses what they would send.
func TestReadOnlyHasNoIntake(t *testing.T) {
	store := newService(t).store
	s := &service{t: t, store: store, handler: handlers.New(handlers.Options{Patience: unhurried, Store: store, Lang: "it", ReadOnly: true})}
	for _, path := range []string{"/", "/networks/borgo", "/networks/borgo/nodes/ada"} {
		if strings.Contains(s.page(path), `method="post"`) {
			t.Errorf("%s has a form that writes", path)
		}
	}
	for _, w := range []*httptest.ResponseRecorder{
		s.chosen("/networks/borgo/imports", []string{"a.csv", nodesCSV}), s.chosen("/imports", []string{"a.csv", nodesCSV}, "title", "X"),
		s.send(sheet{action: "/demo"}), s.send(sheet{action: "/networks", values: url.Values{"title": {"X"}}}), s.send(sheet{action: "/networks/borgo/nodes/ada/remove"}),
	} {
		if w.Code != http.StatusForbidden {
			t.Errorf("%d", w.Code)
		}
	}
}

// TestManyFilesAreImportedTogether: the message of the commit names the files, and is no longer than a message may be.
func TestManyFilesAreImportedTogether(t *testing.T) {
	for _, count := range []int{1, 12, 50} {
		s := emptyService(t)
		var files []string
		for i := range count {
			name := fmt.Sprintf("servizi del comune di San Martino è %02d %s.csv", i, strings.Repeat("x", 20*(i%2)))
			files = append(files, name, fmt.Sprintf("id;nome\nn%d;Nodo\n", i))
		}
		preview := s.chosen("/imports?lang=it", files, "title", "Paese")
		if preview.Code != http.StatusOK {
			t.Fatalf("%d files: %d %s", count, preview.Code, alarm.FindString(preview.Body.String()))
		}
		if w := s.send(form(t, preview.Body.String(), "confirm")); w.Code != http.StatusSeeOther {
			t.Fatalf("%d files: %d %s", count, w.Code, alarm.FindString(w.Body.String()))
		}
		commits, err := s.store.History(t.Context(), "paese", graph.Page{})
		if err != nil || len(commits) != 1 {
			t.Fatal(commits, err)
		}
		message := commits[0].Message
		if !strings.HasPrefix(message, "import: servizi del comune di San Martino è 00 .csv") || len([]rune(message)) > 1000 {
			t.Errorf("%d files: %s", count, message)
		}
		if whole := !strings.Contains(message, "…"); whole != (count < 50) || !whole && !strings.HasSuffix(message, ", … (50)") {
			t.Errorf("%d files: %s", count, message)
		}
	}
}
