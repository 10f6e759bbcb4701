package analysis

import (
	"reflect"
	"testing"

	"trama/graph"
)

// A lens that says anything at all is not the default one.
func TestTheDefaultLensSaysNothing(t *testing.T) {
	if !isDefault(graph.Lens{}) {
		t.Error("the empty lens is not the default")
	}
	some := map[reflect.Kind]any{reflect.Slice: []string{"x"}, reflect.String: "x", reflect.Float64: 1.0, reflect.Bool: true}
	for _, field := range reflect.VisibleFields(reflect.TypeFor[graph.Lens]()) {
		var l graph.Lens
		reflect.ValueOf(&l).Elem().FieldByIndex(field.Index).Set(reflect.ValueOf(some[field.Type.Kind()]))
		if isDefault(l) {
			t.Errorf("a lens with %s is the default", field.Name)
		}
	}
}
