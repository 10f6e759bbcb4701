package handlers

import (
	"context"
	"errors"
	"net"
	"net/http"
	"time"

	"trama/graph"
)

// stopWithin is how long requests under way have when the service is told to stop.
const stopWithin = 10 * time.Second

// Listen opens an address. One beyond loopback is Denied, unless open says that a service without accounts may be
// reached from elsewhere. A port that is taken is Unavailable.
func Listen(ctx context.Context, address string, open bool) (net.Listener, error) {
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		return nil, graph.Fail(graph.Usage, "handlers.Listen", graph.Say("bad_address", "an address is HOST:PORT", nil))
	}
	if !open && !loopback(host) {
		return nil, graph.Fail(graph.Denied, "handlers.Listen", graph.Say("not_loopback",
			"{address} can be reached from other machines, and there are no accounts yet: --insecure-open allows it", graph.V{"address": address}))
	}
	listener, err := new(net.ListenConfig).Listen(ctx, "tcp", address)
	if err != nil {
		return nil, graph.Fail(graph.Unavailable, "handlers.Listen", graph.Say("address_taken", "{address} is in use or not an address of this machine", graph.V{"address": address}))
	}
	return listener, nil
}

func loopback(host string) bool {
	if host == "localhost" {
		return true
	}
	ip := net.ParseIP(host)
	return ip != nil && ip.IsLoopback()
}

// Serve answers requests on the listener until the context ends; then it lets those under way finish, for ten seconds.
func Serve(ctx context.Context, listener net.Listener, handler http.Handler) error {
	server := &http.Server{
		Handler:           handler,
		ReadHeaderTimeout: 5 * time.Second,
		ReadTimeout:       5 * time.Minute,
		WriteTimeout:      10 * time.Minute,
		IdleTimeout:       time.Minute,
		MaxHeaderBytes:    32 << 10,
		BaseContext:       func(net.Listener) context.Context { return context.WithoutCancel(ctx) },
	}
	stopped := make(chan error, 1)
	go func() {
		<-ctx.Done()
		limit, cancel := context.WithTimeout(context.WithoutCancel(ctx), stopWithin)
		defer cancel()
		err := server.Shutdown(limit)
		if err != nil {
			err = errors.Join(err, server.Close())
		}
		stopped <- err
	}()
	if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return <-stopped
}
