package view

import (
	"context"
	"runtime"
	"sync"
	"sync/atomic"
)

// Share runs task 0 to tasks−1 on all cores and returns when all are done, or the context's error once it has ended: a
// task that runs is let finish, so tasks should be short or watch the context themselves. worker is below Workers and
// no two tasks of one worker run at once, so that scratch space can be kept per worker. What a task writes must not
// depend on the worker or on the order of the tasks: then results do not depend on the number of cores. Where a task
// panics Share does, so that who called it can recover as if it had run the task itself.
func Share(ctx context.Context, tasks int, task func(worker, task int)) error {
	workers := min(Workers(), tasks)
	if workers <= 1 {
		for i := range tasks {
			if err := ctx.Err(); err != nil {
				return err
			}
			task(0, i)
		}
		return ctx.Err()
	}
	var next atomic.Int64
	var wait sync.WaitGroup
	var first sync.Once
	var fault any
	for worker := range workers {
		wait.Go(func() {
			defer func() {
				if r := recover(); r != nil {
					first.Do(func() { fault = r })
					next.Store(int64(tasks))
				}
			}()
			for ctx.Err() == nil {
				i := int(next.Add(1)) - 1
				if i >= tasks {
					return
				}
				task(worker, i)
			}
		})
	}
	wait.Wait()
	if fault != nil {
		panic(fault)
	}
	return ctx.Err()
}

// Workers returns how many tasks Share runs at once.
func Workers() int { return runtime.GOMAXPROCS(0) }
