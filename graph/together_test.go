package graph

import "testing"

// Where a part of shared work panics whoever waits for it does, once all parts have ended: on a goroutine of its own it would end
// the program, and with it a service for others.
func TestSharedWorkPanicsWhereItIsWaitedFor(t *testing.T) {
	for name, share := range map[string]func(work func(int)){
		"tasks":  func(work func(int)) { inTasks(3, func(_, task int) { work(task) }) },
		"parts":  func(work func(int)) { inParts(3, 3, func(part, _, _ int) { work(part) }) },
		"shares": func(work func(int)) { inShares(3*share, func(from, _ int) { work(from / share) }) },
	} {
		func() {
			defer func() {
				if fault := recover(); fault != "broken" {
					t.Errorf("%s: %v", name, fault)
				}
			}()
			share(func(i int) {
				if i == 1 {
					panic("broken")
				}
			})
		}()
	}
}
