// A table that fits needs no stop for the keyboard; one that scrolls does.
export function stopOnlyAtScrollingTables() {
  const look = () => {
    for (const region of document.querySelectorAll(".sl-scroll")) {
      if (region.scrollWidth > region.clientWidth) region.tabIndex = 0;
      else region.removeAttribute("tabindex");
    }
  };
  look();
  addEventListener("resize", look);
}
