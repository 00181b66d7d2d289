// Credentials that are typed in here are forgotten when the page is left, and nothing is asked of any other server.
SwaggerUIBundle({
  url: "/openapi.json",
  dom_id: "#api",
  deepLinking: true,
  tryItOutEnabled: true,
  displayRequestDuration: true,
  persistAuthorization: false,
  // Otherwise a 401 would open the browser's own dialog, and the browser would keep what is typed there.
  requestInterceptor: (request) => {
    request.credentials = "omit";
    return request;
  },
  validatorUrl: null,
  presets: [SwaggerUIBundle.presets.apis],
});
