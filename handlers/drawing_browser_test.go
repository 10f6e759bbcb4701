package handlers_test

import (
	"bytes"
	"encoding/base64"
	"image/png"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// TestTheDrawingIsAPicture: beneath the drawing is a button that gives the file as PNG, of the file's shape, with colours on white.
func TestTheDrawingIsAPicture(t *testing.T) {
	s := newService(t)
	w := newWalker(t, s)
	// What the script makes a file of is read on the way.
	catch := `(() => {
		const made = URL.createObjectURL;
		URL.createObjectURL = blob => {
			const reader = new FileReader();
			reader.onload = () => window.picture = reader.result;
			reader.readAsDataURL(blob);
			return made(blob);
		};
		return document.querySelector(".saved button").checkVisibility();
	})()`
	w.does("the page", chromedp.Navigate(w.address+"/networks/borgo?lang=it"))
	if seen, err := chromedp.Run(w.ctx, chromedp.Evaluate[bool](catch)); err != nil || !seen {
		t.Fatalf("the button is seen: %v, %v", seen, err)
	}
	w.does("the button", chromedp.Click(chromedp.CSS(".saved button")))
	picture := ""
	for range 100 {
		got, err := chromedp.Run(w.ctx, chromedp.Evaluate[string](`window.picture || ""`))
		if err != nil {
			t.Fatal(err)
		}
		if picture = got; picture != "" {
			break
		}
		time.Sleep(100 * time.Millisecond)
	}
	content, isPicture := strings.CutPrefix(picture, "data:image/png;base64,")
	if !isPicture {
		t.Fatalf("no picture: %.80s", picture)
	}
	raw, err := base64.StdEncoding.DecodeString(content)
	if err != nil {
		t.Fatal(err)
	}
	image, err := png.Decode(bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	colours := map[[3]uint32]int{}
	size := image.Bounds().Size()
	for x := 0; x < size.X; x += 4 {
		for y := 0; y < size.Y; y += 4 {
			r, g, b, a := image.At(x, y).RGBA()
			if a != 0xffff {
				t.Fatalf("the paper is not white at %d, %d", x, y)
			}
			colours[[3]uint32{r >> 8, g >> 8, b >> 8}]++
		}
	}
	if size.X != 2560 || colours[[3]uint32{255, 255, 255}] == 0 || len(colours) < 10 {
		t.Errorf("%v, %d colours", size, len(colours))
	}
}
