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
	inTasks((n+share-1)/share, func(_, task int) { work(task*share, min((task+1)*share, n)) })
}

// cores returns how many workers inTasks has at most.
func cores() int { return runtime.GOMAXPROCS(0) }

// inTasks does tasks 0 to n−1 on all cores; no two tasks of one worker are done at once.
func inTasks(n int, work func(worker, task int)) {
	workers := min(cores(), n)
	if workers < 2 {
		for task := range n {
			work(0, task)
		}
		return
	}
	var next atomic.Int64
	var all together
	for worker := range workers {
		all.Go(func() {
			for task := int(next.Add(1)) - 1; task < n; task = int(next.Add(1)) - 1 {
				work(worker, task)
			}
		})
	}
	all.Wait()
}

// together is a wait group whose Wait panics with what the first of its goroutines did: in theirs nobody can recover.
type together struct {
	sync.WaitGroup
	once  sync.Once
	fault any
}

// Go runs f on a goroutine of its own.
func (t *together) Go(f func()) {
	t.WaitGroup.Go(func() {
		defer func() {
			if fault := recover(); fault != nil {
				t.once.Do(func() { t.fault = fault })
			}
		}()
		f()
	})
}

// Wait returns when all have ended.
func (t *together) Wait() {
	t.WaitGroup.Wait()
	if t.fault != nil {
		panic(t.fault)
	}
}

// partsOf returns into how many parts a list of n is cut where each part needs memory of its own.
func partsOf(n int) int { return max(1, min(cores(), 8, n/share)) }

// inParts cuts a list of n into parts and calls work for all of them at once.
func inParts(n, parts int, work func(part, from, to int)) {
	var all together
	for part := range parts {
		all.Go(func() { work(part, part*n/parts, (part+1)*n/parts) })
	}
	all.Wait()
}
