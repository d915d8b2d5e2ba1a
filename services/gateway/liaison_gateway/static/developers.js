// Bind Swagger UI to the key that is chosen. The key stays in this tab.
"use strict";
(() => {
  const place = document.getElementById("swagger");
  const form = document.getElementById("key-form");
  form.elements.key.value = sessionStorage.getItem("liaison-key") || "";
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    sessionStorage.setItem("liaison-key", form.elements.key.value.trim());
  });
  SwaggerUIBundle({
    url: place.dataset.document,
    dom_id: "#swagger",
    deepLinking: true,
    docExpansion: "none",
    filter: true,
    validatorUrl: null,
    requestInterceptor: (request) => {
      const key = sessionStorage.getItem("liaison-key");
      if (key && !request.loadSpec) request.headers.Authorization = `Bearer ${key}`;
      return request;
    },
  });
})();
