package render_test

import (
	"reflect"
	"testing"

	"trama/analysis"
	"trama/graph"
	"trama/render"
)

// said is a sentence that the catalogue has in Italian, as analyses leave it: without text.
var said = graph.Sentence{Code: "expect_self"}

// filled sets every sentence that a value can hold: lists and maps get one item, pointers something to point to.
func filled(v reflect.Value, depth int) {
	if v.Type() == reflect.TypeFor[graph.Sentence]() {
		v.Set(reflect.ValueOf(said))
		return
	}
	switch v.Kind() {
	case reflect.Pointer:
		if depth > 0 && holdsSentence(v.Type().Elem(), depth) {
			v.Set(reflect.New(v.Type().Elem()))
			filled(v.Elem(), depth-1)
		}
	case reflect.Slice:
		if holdsSentence(v.Type().Elem(), depth) {
			v.Set(reflect.MakeSlice(v.Type(), 1, 1))
			filled(v.Index(0), depth-1)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() && holdsSentence(v.Type().Field(i).Type, depth) {
				filled(v.Field(i), depth-1)
			}
		}
	}
}

func holdsSentence(t reflect.Type, depth int) bool {
	if t == reflect.TypeFor[graph.Sentence]() || depth == 0 {
		return depth > 0
	}
	switch t.Kind() {
	case reflect.Pointer, reflect.Slice:
		return holdsSentence(t.Elem(), depth-1)
	case reflect.Struct:
		for i := range t.NumField() {
			if t.Field(i).IsExported() && holdsSentence(t.Field(i).Type, depth-1) {
				return true
			}
		}
	}
	return false
}

// texts calls found with the place and the text of every sentence of a value.
func texts(v reflect.Value, place string, found func(place, text string)) {
	if v.Type() == reflect.TypeFor[graph.Sentence]() {
		found(place, v.Interface().(graph.Sentence).Text)
		return
	}
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			texts(v.Elem(), place, found)
		}
	case reflect.Slice:
		for i := range v.Len() {
			texts(v.Index(i), place+"[]", found)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if f := v.Type().Field(i); f.IsExported() && f.Tag.Get("json") != "-" { // else nobody reads it
				texts(v.Field(i), place+"."+v.Type().Field(i).Name, found)
			}
		}
	}
}

// Each sentence of each result is worded, however deep it lies, and the result that was given stays without words: another
// reader may ask for it in another language at the same time.
func TestEverySentenceOfAResultIsWorded(t *testing.T) {
	italian := render.Localize(said, "it").Text
	for _, result := range []any{
		&analysis.Report{}, &analysis.MissingList{}, &analysis.PlanResult{}, &analysis.WhatIfResult{}, &analysis.Comparison{}, &analysis.Metrics{},
		&analysis.Scores{}, &analysis.BacktestResult{}, &graph.Checked{}, &graph.Imported{}, &graph.Recorded{},
		&[]graph.Sentence{{}},
	} {
		v := reflect.ValueOf(result)
		filled(v.Elem(), 8)
		for of, given := range map[string]any{"pointer to ": result, "": v.Elem().Interface()} {
			count := 0
			texts(reflect.ValueOf(render.Localize(given, "it")), of+v.Elem().Type().Name(), func(place, text string) {
				if count++; text != italian {
					t.Errorf("%s reads %q", place, text)
				}
			})
			texts(v, v.Elem().Type().Name(), func(place, text string) {
				if text != "" {
					t.Errorf("%s of what was given has become %q", place, text)
				}
			})
			if count == 0 {
				t.Errorf("no sentence in %T", result)
			}
		}
	}
}
