package sqlite

import (
	"context"
	"io/fs"
)

// OpenWith opens a store whose schema is made by other migrations.
func OpenWith(ctx context.Context, path string, schema fs.FS) (*Store, error) {
	return openWith(ctx, path, schema)
}

// Migrations are those of this version.
func Migrations() fs.FS { return migrations }
