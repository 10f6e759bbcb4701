package source

import (
	"context"
	"errors"
	"io"
	"slices"
	"strings"

	"trama/graph"
	"trama/graph/csv"
	"trama/graph/hsds"
)

// A directory of services is a folder of tables that make a map only together: graph/csv cuts each of them into cells,
// graph/hsds makes tables of nodes and relations of all of them, and graph/csv reads these. Here the three meet, as they do
// for a workbook.

// findDirectory marks the entries that are tables of a directory: those of its names, beside one that nothing else has. Other
// tables in such a folder wait for it, and the file that describes them is done with.
func (in *input) findDirectory() error {
	described, err := in.described()
	if err != nil {
		return err
	}
	var folders []string
	for i := range in.entries {
		e := &in.entries[i]
		if !e.mayBeTable() {
			continue
		}
		if e.part = described[e.name]; e.part == "" {
			e.part, _ = hsds.PartOf(e.name)
		}
		tells, err := in.tells(*e)
		if err != nil {
			return err
		}
		if tells {
			folders = append(folders, e.folder())
		}
	}
	for i := range in.entries {
		e := &in.entries[i]
		if !slices.Contains(folders, e.folder()) {
			e.part = ""
			continue
		}
		e.other = e.loose && e.part == "" && e.mayBeTable()
	}
	in.entries = slices.DeleteFunc(in.entries, func(e entry) bool {
		return e.isPackage() && slices.ContainsFunc(folders, func(folder string) bool { return strings.HasPrefix(folder, e.folder()) })
	})
	return nil
}

// mayBeTable tells whether the name of a file says that it is a table.
func (e entry) mayBeTable() bool {
	return e.format == formatTable || e.format == formatGzip && byName(unpackedName(e.name)) == formatTable
}

// isPackage tells whether a file in a folder says of others what tables they are.
func (e entry) isPackage() bool { return e.loose && e.name == e.folder()+hsds.PackageName }

// described returns the parts of a directory that data packages say files are.
func (in *input) described() (map[string]hsds.Part, error) {
	out := map[string]hsds.Part{}
	for _, e := range in.entries {
		if !e.isPackage() {
			continue
		}
		err := in.look(e, func(_ entry, r io.Reader) error {
			for way, part := range hsds.Package(io.LimitReader(r, maxPackage)) {
				out[e.folder()+way] = part
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}

// maxPackage is how much is read of a description of tables.
const maxPackage = 16 << 20

// mayBeOfDirectory tells whether a name is one that tables of a directory have.
func mayBeOfDirectory(name string) bool {
	_, may := hsds.PartOf(name)
	return may
}

// folder returns the folder or archive in which an entry was found; what was named by itself is in one, too.
func (e entry) folder() string {
	if !e.loose {
		return "\x00"
	}
	return e.name[:1+max(strings.LastIndex(e.name, "/"), strings.LastIndex(e.name, ": "))]
}

// tells tells whether the header of a table says that it belongs to a directory.
func (in *input) tells(e entry) (tells bool, err error) {
	if e.part == "" {
		return false, nil
	}
	err = in.peek(e, func(cut *csv.Cut) error {
		tells = hsds.Tells(e.part, cut.Headers())
		return nil
	})
	return tells, err
}

// peek looks at a table that will be read as well, perhaps.
func (in *input) peek(e entry, see func(*csv.Cut) error) error {
	return in.look(e, func(e entry, r io.Reader) error {
		if e.format != formatTable {
			return nil
		}
		cut, err := csv.NewReader(graph.NewBuilder(), csv.Options{Limits: in.o.Limits}).Cut(in.ctx, r, e.name)
		if err != nil {
			return err
		}
		return errors.Join(see(cut), cut.Close())
	})
}

// look looks at a file, which counts for nothing until it is read. What cannot be read tells nothing yet, and is refused
// then.
func (in *input) look(e entry, see func(entry, io.Reader) error) error {
	left, packed, done := in.left, in.packed, in.done
	defer func() { in.left, in.packed, in.done = left, packed, done }()
	if err := in.read(e, see); graph.KindOf(err) == graph.Interrupted {
		return err
	}
	return in.ctx.Err()
}

// codeBeside is the code of the sentence about a table beside a directory that is none of its own.
const codeBeside = "hsds_beside"

// readBeside reads the tables beside a directory that say how its nodes are related, and passes the others over.
func (in *input) readBeside(d *decoder) error {
	for _, e := range in.entries {
		if !e.other || d.directory.Empty() {
			continue
		}
		names, err := in.names(e, d.b)
		if err != nil {
			return err
		}
		read := d.decode
		if !names {
			read = passBeside
		}
		if err := d.judge(e, in.read(e, read)); err != nil {
			return err
		}
	}
	return nil
}

// passBeside refuses a table beside a directory that is none of its own. What is no table is refused as what it is.
func passBeside(e entry, _ io.Reader) error {
	if e.format != formatTable {
		return refuse(graph.Invalid, e.name, notRead(e))
	}
	return refuse(graph.Invalid, e.name, graph.Say(codeBeside, "this is no table of the service directory (HSDS) beside which it is, and its relations, if it has any, do not name the directory's nodes; to have it read, name the file by itself as well", nil))
}

// names tells whether most of the ends in a table of relations are nodes that there are.
func (in *input) names(e entry, b *graph.Builder) (names bool, err error) {
	err = in.peek(e, func(cut *csv.Cut) error {
		from, to, ok := cut.Ends()
		known, all := 0, 0
		for ok {
			cells, _, err := cut.Next()
			if err != nil {
				break
			}
			for _, column := range []int{from, to} {
				if column < len(cells) {
					id := []byte(strings.TrimSpace(cells[column]))
					_, there := b.FindKeyed(b.Key(id), id)
					if all++; there {
						known++
					}
				}
			}
		}
		names = 2*known > all
		return in.ctx.Err()
	})
	return names, err
}

// addTable adds a table to the directory.
func (d *decoder) addTable(e entry, cut *csv.Cut) error {
	err := d.directory.Add(e.name, e.part, cut)
	switch e.part {
	case hsds.Organizations, hsds.Services, hsds.Locations:
		d.unmade.Nodes += cut.RefusedRows()
	case hsds.AtLocations:
		d.unmade.Edges += cut.RefusedRows()
	}
	return errors.Join(err, cut.Close())
}

// finishDirectory reads what the directory makes.
func (d *decoder) finishDirectory() error {
	if d.directory.Empty() {
		return nil
	}
	known, err := d.network()
	if err != nil {
		return err
	}
	d.directory.Into(known)
	made, err := d.directory.Make()
	if err != nil {
		return d.judge(entry{}, err)
	}
	for _, sheet := range made.Sheets {
		if err := d.judge(entry{name: sheet.Name}, d.readMade(d.ctx, sheet)); err != nil {
			return err
		}
	}
	d.told, d.mapping = made.Notes, made.Mapping
	return nil
}

// readMade reads a table of nodes or of relations that the directory makes.
func (d *decoder) readMade(ctx context.Context, sheet *hsds.Sheet) error {
	made := &csv.Made{Edges: sheet.Edges, DecimalComma: sheet.DecimalComma}
	for _, c := range sheet.Columns {
		made.Columns = append(made.Columns, csv.MadeColumn(c))
	}
	return d.tables.ReadSheet(ctx, csv.Sheet{Name: sheet.Name, Rows: sheet, Made: made})
}

// mapped returns what became of all columns, in the order of the files.
func (d *decoder) mapped() []graph.ColumnUse {
	all := append(d.tables.Mapping(), d.mapping...)
	var files []string
	for _, use := range all {
		if !slices.Contains(files, use.File) {
			files = append(files, use.File)
		}
	}
	slices.SortStableFunc(all, func(a, b graph.ColumnUse) int {
		return slices.Index(files, a.File) - slices.Index(files, b.File)
	})
	return all
}
