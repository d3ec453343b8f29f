// What scrolls sideways must be reachable with the keyboard, too.
addEventListener("load", () => {
  for (const box of document.querySelectorAll("pre, .output, .table-wrapper")) {
    if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
  }
});
