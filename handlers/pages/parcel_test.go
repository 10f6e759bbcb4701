package pages

import (
	"bytes"
	"compress/gzip"
	"encoding/base64"
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

// sealed is a field that holds what is packed, whatever that is.
func sealed(t *testing.T, packed []byte) string {
	t.Helper()
	var out bytes.Buffer
	zipped := gzip.NewWriter(&out)
	if _, err := zipped.Write(packed); err != nil {
		t.Fatal(err)
	}
	if err := zipped.Close(); err != nil {
		t.Fatal(err)
	}
	return base64.RawURLEncoding.EncodeToString(out.Bytes())
}

// TestAParcelComesBackAsItWas: all files with their names and bytes, in their order, an empty one too.
func TestAParcelComesBackAsItWas(t *testing.T) {
	var most parcel
	for i := range parcelFiles {
		most = append(most, parcelFile{fmt.Sprint(i), []byte{byte(i)}})
	}
	for _, p := range []parcel{{{"nodi.csv", []byte("id\n1\n")}}, {{"b.csv", nil}, {"a.csv", []byte{0, 255}}, {"b.csv", []byte("x")}}, most} {
		field, err := p.field()
		if err != nil {
			t.Fatal(err)
		}
		back, err := parcelOf(field)
		if err != nil || back.digest() != p.digest() || !slices.Equal(back.names(), p.names()) {
			t.Errorf("%v came back as %v, %v", p.names(), back.names(), err)
		}
	}
}

// TestWhatIsNoParcelIsRefused: nothing, what was cut off at any place, and more files than may be.
func TestWhatIsNoParcelIsRefused(t *testing.T) {
	packed := parcel{{"nodi.csv", []byte("id\n1\n")}, {"b.csv", []byte("x")}}.bytes()
	wrong := map[string]string{"nothing": "", "no letters": "%%%", "not compressed": "YWJj", "no file": sealed(t, nil), "a length beyond the end": sealed(t, []byte{9, 'a'})}
	first := len(parcel{{"nodi.csv", []byte("id\n1\n")}}.bytes())
	for n := 1; n < len(packed); n++ {
		if n != first { // there the first file is whole
			wrong[fmt.Sprint("cut off at ", n)] = sealed(t, packed[:n])
		}
	}
	var many parcel
	for range parcelFiles + 1 {
		many = append(many, parcelFile{name: "x"})
	}
	wrong["too many files"] = sealed(t, many.bytes())
	for what, field := range wrong {
		if p, err := parcelOf(field); err == nil {
			t.Errorf("%s: taken as %v", what, p.names())
		}
	}
}

// TestAFileKeepsTheLastPartOfItsName: whatever folders a browser says it came from, and no longer than a name may be, its ending with it.
func TestAFileKeepsTheLastPartOfItsName(t *testing.T) {
	long := strings.Repeat("à", 150) + ".csv"
	for name, want := range map[string]string{
		"nodi.csv": "nodi.csv", `C:\Documenti\nodi.csv`: "nodi.csv", "../../etc/nodi.csv": "nodi.csv", "a\xff.csv": "a?.csv",
		strings.Repeat("a", 197) + ".csv": strings.Repeat("a", 196) + ".csv", strings.Repeat("a", 196) + ".csv": strings.Repeat("a", 196) + ".csv",
		long: strings.Repeat("à", 98) + ".csv", "x" + long: strings.Repeat("à", 98) + ".csv", long + "v": "?" + strings.Repeat("à", 97) + ".csvv",
	} {
		if got := plainName(name); got != want || len(got) > 200 || !utf8.ValidString(got) {
			t.Errorf("%q: %q, want %q", name, got, want)
		}
	}
}
