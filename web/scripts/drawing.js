// Lets a reader come nearer to the drawings of networks: by the buttons that it puts above each, by + − 0 and the arrows where
// the drawing has the focus, by Ctrl and the wheel, by two fingers; dragging moves what is nearer. As one comes nearer,
// names appear for which there was no room. Who is looked for by name is marked and brought near. A drawing that is a file is a
// picture too. Without it the drawings are as they are, and the names beneath them lead to the marks.
"use strict";
(() => {
  const most = 24;
  const still = matchMedia("(prefers-reduced-motion: reduce)");

  // view is what one drawing shows: the part of its paper.
  function view(figure) {
    const region = figure.querySelector(".wide"), svg = region.querySelector("svg");
    const [, , width, height] = svg.getAttribute("viewBox").split(" ").map(Number);
    const controls = figure.querySelector("template").content.firstElementChild.cloneNode(true);
    const level = controls.querySelector(".level");
    const far = farNames(svg, width, height), written = far.any ? [...svg.querySelectorAll(":scope > text")] : [];
    const sizes = written.map(text => Number(text.getAttribute("font-size")));
    let now = { x: 0, y: 0, zoom: 1 }, frame = 0, found = null, sought = null;

    function within(next) {
      const zoom = Math.min(most, Math.max(1, next.zoom));
      const keep = (at, room) => Math.min(Math.max(0, at), room - room / zoom);
      return { x: keep(next.x, width), y: keep(next.y, height), zoom };
    }
    function show(next) {
      now = next;
      svg.setAttribute("viewBox", [now.x, now.y, width / now.zoom, height / now.zoom].map(v => v.toFixed(2)).join(" "));
      region.classList.toggle("nearer", now.zoom > 1);
      level.textContent = Math.round(now.zoom * 100) + "%";
      controls.querySelector("[data-do='0']").disabled = now.zoom === 1;
      controls.querySelector("[data-do='-']").disabled = now.zoom === 1;
      controls.querySelector("[data-do='+']").disabled = now.zoom === most;
      written.forEach((text, i) => text.style.fontSize = now.zoom === 1 ? "" : (sizes[i] / Math.pow(now.zoom, 0.7)).toFixed(2) + "px");
      const size = 11.5 * width / now.zoom / Math.max(1, svg.clientWidth);
      far.show(now, size, [...written.map(text => text.getBBox()).map(b => ({ left: b.x, right: b.x + b.width, top: b.y, bottom: b.y + b.height })), ...(sought ? [write(size)] : [])]);
    }
    // write writes the name of who was found, as large as other names are seen, and returns where.
    function write(size) {
      const x = found.cx.baseVal.value + found.r.baseVal.value + size * 0.4, y = found.cy.baseVal.value;
      sought.setAttribute("x", x);
      sought.setAttribute("y", y + size * 0.35);
      sought.style.fontSize = size + "px";
      sought.style.strokeWidth = size / 4;
      return { left: x, right: x + sought.textContent.length * size * 0.6, top: y - size * 0.6, bottom: y + size * 0.6 };
    }
    // bring marks a node, none for null, and brings it near.
    function bring(spot, name, among) {
      if (found) found.classList.remove("found");
      if (sought) sought.remove();
      found = spot;
      sought = null;
      if (!spot) return show(now);
      spot.classList.add("found");
      if (spot.parentNode.classList.contains("bare")) {
        sought = svg.appendChild(document.createElementNS(svg.namespaceURI, "text"));
        sought.classList.add("sought");
        sought.textContent = name;
      }
      figure.scrollIntoView({ block: "nearest" });
      const zoom = Math.min(most, Math.max(now.zoom, 2, Math.sqrt(among) / 7)), at = inSight();
      go({ x: spot.cx.baseVal.value - at.x * width / zoom, y: spot.cy.baseVal.value - at.y * height / zoom, zoom }, true);
    }
    // go shows another part, at once or, where motion is welcome, in a few steps.
    function go(next, smoothly) {
      const from = now, to = within(next), start = performance.now();
      cancelAnimationFrame(frame);
      if (!smoothly || still.matches) return show(to);
      const step = time => {
        const t = Math.min(1, (time - start) / 160), share = t * (2 - t), mix = key => from[key] + (to[key] - from[key]) * share;
        show(t === 1 ? to : within({ x: mix("x"), y: mix("y"), zoom: mix("zoom") }));
        if (t !== 1) frame = requestAnimationFrame(step);
      };
      frame = requestAnimationFrame(step);
    }
    // inSight is the middle of what the window shows of the drawing, as shares of it: a drawing may be higher than the window.
    function inSight() {
      const box = svg.getBoundingClientRect(), frame = region.getBoundingClientRect();
      const middle = (from, to, low, high) => to > low && high > from ? ((Math.max(from, low) + Math.min(to, high)) / 2 - from) / (to - from) : 0.5;
      return { x: middle(box.left, box.right, Math.max(0, frame.left), Math.min(innerWidth, frame.right)), y: middle(box.top, box.bottom, 0, innerHeight) };
    }
    // nearer comes nearer to a point of the drawing, given as shares of it as it is seen.
    function nearer(times, at, smoothly = false) {
      const zoom = Math.min(most, Math.max(1, now.zoom * times));
      const x = now.x + at.x * width / now.zoom, y = now.y + at.y * height / now.zoom;
      go({ x: x - at.x * width / zoom, y: y - at.y * height / zoom, zoom }, smoothly);
    }
    const move = (x, y, smoothly) => go({ x: now.x + x * width / now.zoom, y: now.y + y * height / now.zoom, zoom: now.zoom }, smoothly);
    const share = event => {
      const box = svg.getBoundingClientRect();
      return { x: (event.clientX - box.left) / box.width, y: (event.clientY - box.top) / box.height };
    };
    const does = { "+": () => nearer(1.5, inSight(), true), "-": () => nearer(1 / 1.5, inSight(), true), "0": () => go({ x: 0, y: 0, zoom: 1 }, true) };

    controls.addEventListener("click", event => {
      const button = event.target.closest("button");
      if (!button) return;
      does[button.dataset.do]();
    });
    region.addEventListener("keydown", event => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const key = { "=": "+", "_": "-", "−": "-" }[event.key] || event.key;
      const arrow = { ArrowLeft: [-0.15, 0], ArrowRight: [0.15, 0], ArrowUp: [0, -0.15], ArrowDown: [0, 0.15] }[key];
      if (does[key]) does[key]();
      else if (arrow && now.zoom > 1) move(...arrow, true);
      else return;
      event.preventDefault();
    });
    svg.addEventListener("wheel", event => {
      if (!event.ctrlKey && !event.metaKey) return; // the page scrolls
      event.preventDefault();
      nearer(Math.exp(-event.deltaY * (event.deltaMode ? 0.05 : 0.003)), share(event));
    }, { passive: false });

    const down = new Map();
    const middle = points => ({ x: (points[0].x + points[1].x) / 2, y: (points[0].y + points[1].y) / 2 });
    const apart = points => Math.hypot(points[0].x - points[1].x, points[0].y - points[1].y);
    svg.addEventListener("pointerdown", event => {
      if (event.button) return;
      down.set(event.pointerId, share(event));
      if (now.zoom > 1 || down.size === 2) svg.setPointerCapture(event.pointerId);
    });
    svg.addEventListener("pointermove", event => {
      if (!down.has(event.pointerId)) return;
      const before = [...down.values()], was = down.get(event.pointerId), is = share(event);
      down.set(event.pointerId, is);
      if (before.length === 2) nearer(apart([...down.values()]) / Math.max(0.01, apart(before)), middle(before));
      else if (now.zoom > 1) move(was.x - is.x, was.y - is.y, false);
    });
    for (const move of ["touchstart", "touchmove"]) svg.addEventListener(move, event => {
      if (event.touches.length > 1) event.preventDefault(); // else the browser scrolls, and takes the pointers away
    }, { passive: false });
    for (const end of ["pointerup", "pointercancel"]) svg.addEventListener(end, event => down.delete(event.pointerId));
    addEventListener("beforeprint", () => go({ x: 0, y: 0, zoom: 1 }, false));

    figure.insertBefore(controls, region);
    figure.classList.add("zooms");
    show(now);
    search(figure, controls, bring);
  }

  // search looks for nodes by the names that stand beneath the drawing: all whose name holds the words are marked as one types, and
  // each time one asks the next is brought near, those first whose name begins so. A name beneath brings its own.
  function search(figure, controls, bring) {
    const form = controls.querySelector("form");
    if (!form) return;
    const input = form.querySelector("input"), said = form.querySelector("output");
    const plain = text => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
    const names = [...figure.querySelectorAll(".index a")].map(link => ({
      link, text: link.textContent, plain: plain(link.textContent), spot: document.getElementById(link.hash.slice(1)),
    }));
    let hits = [], at = -1;
    function mark(list) {
      for (const hit of hits) hit.spot.classList.remove("hit");
      for (const hit of list) hit.spot.classList.add("hit");
      [hits, at] = [list, -1];
      bring(null);
    }
    function next() {
      if (hits.length === 0) return;
      at = (at + 1) % hits.length;
      bring(hits[at].spot, hits[at].text, names.length);
      said.textContent = `${at + 1} / ${hits.length}: ${hits[at].text}`;
    }
    input.addEventListener("input", () => {
      const text = plain(input.value).trim(), words = text.split(/\s+/);
      const held = text ? names.filter(name => words.every(word => name.plain.includes(word))) : [];
      mark([...held.filter(name => name.plain.startsWith(text)), ...held.filter(name => !name.plain.startsWith(text))]);
      said.textContent = held.length ? held.length : text ? said.dataset.none : "";
    });
    form.addEventListener("submit", event => {
      event.preventDefault();
      next();
    });
    figure.addEventListener("click", event => {
      const name = names.find(name => name.link === event.target);
      if (!name) return;
      event.preventDefault();
      input.value = name.text;
      mark([name]);
      next();
    });
    const asked = names.find(name => name.link.hash === location.hash);
    if (asked) asked.link.click();
  }

  // farNames are the names for which a drawing has room only as one comes nearer, the best connected first.
  function farNames(svg, width, height) {
    const group = svg.querySelector(".far");
    if (!group) return { any: false, show() {} };
    const names = [...group.children].map(text => ({ text, x: Number(text.getAttribute("x")), y: Number(text.getAttribute("y")) - 1.4, long: text.textContent.length }));
    let shown = [];
    function show(now, size, taken) {
      for (const name of shown) name.text.removeAttribute("display");
      shown = [];
      group.setAttribute("display", now.zoom > 1.3 ? "inline" : "none");
      if (!(now.zoom > 1.3)) return;
      group.setAttribute("font-size", size.toFixed(2));
      group.setAttribute("stroke-width", (size / 4).toFixed(2));
      for (const name of names) {
        const box = { left: name.x, right: name.x + name.long * size * 0.56, top: name.y - size * 0.6, bottom: name.y + size * 0.6 };
        const seen = box.right > now.x && now.x + width / now.zoom > box.left && box.bottom > now.y && now.y + height / now.zoom > box.top;
        if (!seen || shown.length > 120 || taken.some(t => box.right > t.left && t.right > box.left && box.bottom > t.top && t.bottom > box.top)) continue;
        taken.push(box);
        shown.push(name);
        name.text.setAttribute("y", (name.y + size * 0.35).toFixed(2));
        name.text.setAttribute("display", "inline");
      }
    }
    return { any: true, show };
  }

  // picture gives the file of a drawing as PNG too, on white, as wide as a large screen; where the browser cannot it gives the file.
  function picture(saved) {
    const link = saved.querySelector("a"), button = saved.querySelector("button");
    button.hidden = false;
    button.addEventListener("click", async () => {
      try {
        const image = new Image();
        image.src = link.href;
        await image.decode();
        const canvas = document.createElement("canvas"), paper = canvas.getContext("2d");
        canvas.width = 2560;
        canvas.height = Math.round(canvas.width * image.naturalHeight / image.naturalWidth);
        paper.fillStyle = "#fff";
        paper.fillRect(0, 0, canvas.width, canvas.height);
        paper.drawImage(image, 0, 0, canvas.width, canvas.height);
        const file = document.createElement("a"), [network] = new URL(link.href).pathname.split("/").slice(-2);
        const blob = await new Promise((done, failed) => canvas.toBlob(png => png ? done(png) : failed(new Error("no picture"))));
        file.href = URL.createObjectURL(blob);
        file.download = network + ".png";
        file.click();
        setTimeout(() => URL.revokeObjectURL(file.href), 60000);
      } catch {
        link.click();
      }
    });
  }

  for (const figure of document.querySelectorAll("figure.network")) view(figure);
  for (const saved of document.querySelectorAll(".saved")) picture(saved);
})();
