// An extra, not a need: with it, a time in the transcript plays from there in the page's own player.
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-at]");
  const player = document.querySelector("audio");
  if (!link || !player || player.error) return;
  event.preventDefault();
  player.currentTime = Number(link.dataset.at);
  player.play();
});
