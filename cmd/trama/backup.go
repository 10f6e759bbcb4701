package main

import (
	"context"
	"errors"
	"os"

	"github.com/spf13/cobra"

	"trama/graph"
)

// copier is a store that can write a copy of itself, as it is at one moment, into a file.
type copier interface {
	Copy(ctx context.Context, path string) error
}

func (s *session) backupCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "backup FILE",
		Short: s.say("Una copia di tutto l'archivio, anche mentre altri vi scrivono", "A copy of the whole store, also while others write to it"),
		Long: s.say(`Copia tutte le reti con la loro storia, come sono in un momento solo, e rilegge la copia. È un archivio come l'altro:
si apre con --store sqlite:FILE. Per un archivio in Neo4j c'è neo4j-admin database dump.`,
			`Copies all networks with their history, as they are at one moment, and reads the copy back. It is a store like the
other: --store sqlite:FILE opens it. For a store in Neo4j there is neo4j-admin database dump.`),
		Example: s.say(`  trama backup copia-2026-11-26.db`, `  trama backup copy-2026-11-26.db`),
		Args:    s.arguments(1, "one_copy", "the name of one file is needed, for the copy"),
		RunE:    func(cmd *cobra.Command, args []string) error { return s.backup(cmd.Context(), args[0]) },
	}
	return cmd
}

// backup writes a copy of the store into a file that is not there, whole or not at all.
func (s *session) backup(ctx context.Context, file string) (err error) {
	if _, err := os.Lstat(file); err == nil {
		return graph.Fail(graph.Conflict, "trama.backup", graph.Say("file_there", "{file} is there already", graph.V{"file": file}))
	}
	store, err := s.openStore(ctx)
	if err != nil {
		return err
	}
	defer store.Close()
	from, ok := store.(copier)
	if !ok {
		return usage("no_copy", "Trama copies a store in a file; for one in Neo4j there is neo4j-admin database dump", nil)
	}
	f, err := beside(file)
	if err != nil {
		return fileError(file, err)
	}
	defer func() {
		if err != nil {
			os.Remove(f.Name())
		}
	}()
	if err := errors.Join(f.Chmod(0o600), f.Close()); err != nil {
		return fileError(file, err)
	}
	if err := from.Copy(ctx, f.Name()); err != nil {
		return err
	}
	if err := placed(f.Name(), file); err != nil {
		return fileError(file, err)
	}
	return nil
}

// placed makes sure that a file is on the disk, and gives it its name.
func placed(name, as string) error {
	f, err := os.OpenFile(name, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	if err := errors.Join(f.Sync(), f.Close()); err != nil {
		return err
	}
	return os.Rename(name, as)
}
