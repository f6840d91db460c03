# The desk as an image: installed in a first stage, run by a user without rights in the second.
FROM python:3.12-slim AS build
WORKDIR /src
RUN python -m venv /desk
COPY pyproject.toml constraints.txt README.md ./
COPY bot bot
COPY db db
COPY migrations migrations
RUN /desk/bin/pip install --no-cache-dir -c constraints.txt .

FROM python:3.12-slim
RUN useradd --system --uid 10001 --create-home --home-dir /data desk
COPY --from=build /desk /desk
USER 10001
WORKDIR /data
VOLUME /data
# The database and health are where compose.yaml and the healthcheck expect them; everything else is .env.example's.
ENV DATABASE_URL=sqlite+aiosqlite:////data/forumdesk.sqlite3 \
    HTTP_LISTEN=0.0.0.0:9090 \
    LOG_FORMAT=json \
    PYTHONUNBUFFERED=1
EXPOSE 9090
# Whatever port HTTP_LISTEN says is asked.
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --retries=3 \
    CMD ["/desk/bin/python", "-c", "import os, urllib.request as r; r.urlopen('http://127.0.0.1:' + os.environ['HTTP_LISTEN'].rpartition(':')[2] + '/healthz', timeout=4)"]
# SIGTERM ends in order within ten seconds, which is what Docker waits.
ENTRYPOINT ["/desk/bin/python", "-m", "bot"]
