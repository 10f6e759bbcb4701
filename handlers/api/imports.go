package api

import (
	"bytes"
	"context"
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"net/http"

	"trama/graph"
	"trama/graph/source"
	"trama/handlers/problem"
)

// importTypes returns the media types that an import takes.
func importTypes() []string {
	return []string{
		"text/csv", "text/tab-separated-values", "application/graphml+xml", "application/gexf+xml", "application/json", "application/zip",
		xlsxType, odsType, odsType + "-flat-xml", "multipart/form-data",
	}
}

// The media types of workbooks.
const (
	xlsxType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
	odsType  = "application/vnd.oasis.opendocument.spreadsheet"
)

type inImport struct {
	WriteInput
	BodyInput
	IfNoneMatch string   `header:"If-None-Match" doc:"* makes a new network"`
	Author      string   `query:"author" maxLength:"200"`
	Message     string   `query:"message" maxLength:"1000"`
	Replace     bool     `query:"replace" doc:"makes the network what the files say, instead of merging by id"`
	SkipRefused bool     `query:"skip_refused" doc:"takes what is right and lists the rest"`
	Weight      string   `query:"weight" doc:"the column of weights, or none"`
	DefaultKind string   `query:"default_kind" doc:"the kind of the nodes that say none"`
	Relations   []string `query:"relations,explode" doc:"columns of nodes that name others, to make relations of them"`
	Matrix      string   `query:"matrix" doc:"makes of each mark (x, 1) a relation of this type, from the row to the column"`
	Contacts    bool     `query:"contacts" doc:"of a service directory (HSDS) takes contacts, telephone numbers and e-mail too"`
	DryRun      bool     `query:"dry_run" doc:"answers with what would be imported and what not, trama.check/1, and what it would change in the network; writes nothing"`
}

// options returns how the files are read that go into a state.
func (in *inImport) options(known func(context.Context) (*graph.Graph, error), limits graph.Limits) source.Options {
	return source.Options{
		Check: in.DryRun, Weight: in.Weight, Relations: in.Relations, Matrix: in.Matrix, DefaultKind: in.DefaultKind,
		SkipRefused: in.SkipRefused, Contacts: in.Contacts, Known: known, Replace: in.Replace, Limits: limits,
	}
}

func (s *Service) imports(ctx context.Context, in *inImport) (*Answer, error) {
	base, err := s.importBase(ctx, in)
	if err != nil {
		return nil, err
	}
	files, err := in.files()
	if err != nil {
		return nil, err
	}
	end, err := s.Turn(ctx)
	if err != nil {
		return nil, err
	}
	defer end()
	reading, err := source.Decode(ctx, files, in.options(s.known(base), s.Limits))
	if err != nil {
		return nil, err
	}
	if in.DryRun {
		return s.wouldImport(ctx, base, reading, in)
	}
	if base.Revision == 0 && reading.Graph.Nodes() == 0 && len(reading.Graph.Attributes()) == 0 {
		return nil, graph.Fail(graph.Invalid, "api.imports", graph.Say("nothing_to_import", "the files hold no nodes and no relations, and the network was not made", nil))
	}
	did, err := graph.Import(ctx, s.Store, in.Network, reading.Graph, graph.ImportOptions{
		Base: base.Revision, Replace: in.Replace, Commit: graph.Commit{Author: authorOf(in.Author), Message: graph.ImportMessage(in.Message)},
	})
	if err != nil {
		return nil, overtaken(err, in.Lang)
	}
	did.Notes = append(did.Notes, reading.Notes...)
	return s.writtenNewest(ctx, in.WriteInput, did.Revision, did)
}

// wouldImport answers with what an import would do to a network: what the files hold, and where something can be imported what
// would change. The ETag is that of the state it was looked up in.
func (s *Service) wouldImport(ctx context.Context, base graph.NetworkInfo, reading *source.Reading, in *inImport) (*Answer, error) {
	checked := reading.Check()
	if reading.RefusedCount == 0 || in.SkipRefused {
		before := graph.Empty()
		if base.Revision > 0 {
			var err error
			if before, err = s.Store.Load(ctx, base.Network, base.Revision); err != nil {
				return nil, err
			}
		}
		ahead, err := graph.PreviewOf(ctx, s.Store, base, before, graph.ImportChanges(before, reading.Graph, in.Replace))
		if err != nil {
			return nil, err
		}
		checked.Preview = &ahead
	}
	out, err := written(checked, in.Lang)
	if err == nil && base.Revision > 0 {
		out.ETag = Tag(base)
	}
	return out, err
}

// known gives the state on which an import builds; nil for a new network.
func (s *Service) known(base graph.NetworkInfo) func(context.Context) (*graph.Graph, error) {
	if base.Revision == 0 {
		return nil
	}
	return func(ctx context.Context) (*graph.Graph, error) { return s.Store.Load(ctx, base.Network, base.Revision) }
}

// importBase returns the state that an import builds on; a new network has none, and If-None-Match: * asks for it.
func (s *Service) importBase(ctx context.Context, in *inImport) (graph.NetworkInfo, error) {
	switch {
	case in.IfNoneMatch == "" && in.IfMatch == "":
		return graph.NetworkInfo{}, problem.New(http.StatusPreconditionRequired, "if_match_or_new", in.Lang)
	case in.IfNoneMatch == "":
		return s.guarded(ctx, in.WriteInput)
	}
	if err := graph.CheckNetworkName(in.Network); err != nil {
		return graph.NetworkInfo{}, err
	}
	_, err := s.Store.Info(ctx, in.Network)
	if err == nil || in.IfNoneMatch != "*" {
		return graph.NetworkInfo{}, stale(in.Lang)
	}
	if graph.KindOf(err) != graph.NotFound {
		return graph.NetworkInfo{}, err
	}
	return graph.NetworkInfo{Network: in.Network}, nil
}

// files returns the files of the body: one as it is, or the parts of a form.
func (in *inImport) files() ([]source.File, error) {
	if len(bytes.TrimSpace(in.RawBody)) == 0 {
		return nil, problem.New(http.StatusBadRequest, "bad_request", in.Lang)
	}
	media, params, err := mime.ParseMediaType(in.ContentType)
	if err != nil {
		return nil, problem.New(http.StatusUnsupportedMediaType, "media_type", in.Lang)
	}
	if media == "multipart/form-data" {
		return in.parts(params["boundary"])
	}
	name, known := map[string]string{
		"text/csv": "body.csv", "text/tab-separated-values": "body.tsv", "application/graphml+xml": "body.graphml", "application/gexf+xml": "body.gexf",
		"application/xml": "body.graphml", "text/xml": "body.graphml", "application/json": "body.json", "application/zip": "body.zip",
		xlsxType: "body.xlsx", odsType: "body.ods", odsType + "-flat-xml": "body.fods",
	}[media]
	if !known {
		return nil, problem.New(http.StatusUnsupportedMediaType, "media_type", in.Lang)
	}
	return []source.File{{Name: name, Reader: bytes.NewReader(in.RawBody)}}, nil
}

func (in *inImport) parts(boundary string) ([]source.File, error) {
	var out []source.File
	reader := multipart.NewReader(bytes.NewReader(in.RawBody), boundary)
	for {
		part, err := reader.NextPart()
		if errors.Is(err, io.EOF) && len(out) > 0 {
			return out, nil
		}
		if err != nil {
			return nil, problem.New(http.StatusBadRequest, "bad_request", in.Lang)
		}
		if part.FileName() == "" {
			continue
		}
		content, err := io.ReadAll(part)
		if err != nil {
			return nil, problem.New(http.StatusBadRequest, "bad_request", in.Lang)
		}
		out = append(out, source.File{Name: part.FileName(), Reader: bytes.NewReader(content)})
	}
}
