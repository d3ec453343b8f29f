// What scrolls sideways must be reachable with the keyboard. Most browsers see to it by themselves, some do not, and
// what scrolls depends on the width of the window.
for (const moment of ["load", "resize"]) {
  addEventListener(moment, () => {
    for (const box of document.querySelectorAll("pre, .output, .table-wrapper")) {
      if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
      else box.removeAttribute("tabindex");
    }
  });
}
