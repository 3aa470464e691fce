/* Brings the card of a newly chosen clause into sight, moving the panel no further than needed. */
export default function ({ data, parentElement }) {
  if (parentElement.shown === data.clause) return;
  parentElement.shown = data.clause;
  if (data.clause === null) return;
  const show = (left) => {
    const card = document.querySelector(`.atlas-clause[data-clause="${CSS.escape(data.clause)}"]`);
    if (card && card.offsetHeight) card.closest(".st-key-atlas_clause").scrollIntoView({ block: "nearest" });
    else if (left) setTimeout(show, 50, left - 1);
  };
  show(20);
}
