package graph

import (
	"runtime"
	"sync"
	"sync/atomic"
)

// share is how much of a long list a core takes at a time. It is a multiple of 64, so that each writes whole words of bits.
const share = 1 << 16

// inShares calls work for the parts of a list of n until all is done, on all cores. Parts do not overlap; work writes
// nothing that belongs to another, and so it does not matter which is done first.
func inShares(n int, work func(from, to int)) {
	cores := min(runtime.GOMAXPROCS(0), (n+share-1)/share)
	if cores < 2 {
		if n > 0 {
			work(0, n)
		}
		return
	}
	var next atomic.Int64
	var all sync.WaitGroup
	for range cores {
		all.Go(func() {
			for from := int(next.Add(share)) - share; from < n; from = int(next.Add(share)) - share {
				work(from, min(from+share, n))
			}
		})
	}
	all.Wait()
}

// partsOf returns into how many parts a list of n is cut where each part needs memory of its own.
func partsOf(n int) int { return max(1, min(runtime.GOMAXPROCS(0), 8, n/share)) }

// inParts cuts a list of n into parts and calls work for all of them at once.
func inParts(n, parts int, work func(part, from, to int)) {
	var all sync.WaitGroup
	for part := range parts {
		all.Go(func() { work(part, part*n/parts, (part+1)*n/parts) })
	}
	all.Wait()
}
