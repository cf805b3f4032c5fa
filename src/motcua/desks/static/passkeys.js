// Connects the passkey button of a page with the identity library's own script, which does the ceremony.
const button = document.querySelector("[data-passkey]");
if (button) {
  window.allauth.webauthn.forms[button.dataset.passkey]({
    ids: {
      add: button.id,
      authenticate: button.id,
      login: button.id,
      credential: button.dataset.credential,
      passwordless: button.dataset.passwordless,
      data: "passkey-data",
    },
  });
}
