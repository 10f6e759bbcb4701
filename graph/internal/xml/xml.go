// Package xml is what the codecs of formats in XML have in common (https://www.w3.org/TR/xml/).
//
// The way in: stream.go makes UTF-8 of the bytes, within limits; scanner.go makes tokens of them; reader.go sees that they
// are one document and says where it is wrong; value.go reads numbers and other values. The way out: text.go writes what XML
// can hold, classes.go finds the names of kinds and types, and the direction that a file can say once. Next: graph/graphml
// and graph/gexf; graph/ods reads with it, too.
package xml
