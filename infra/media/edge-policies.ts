import { Duration } from 'aws-cdk-lib'
import {
  CacheCookieBehavior,
  CacheHeaderBehavior,
  CachePolicy,
  CacheQueryStringBehavior,
  HeadersFrameOption,
  HeadersReferrerPolicy,
  OriginRequestCookieBehavior,
  OriginRequestHeaderBehavior,
  OriginRequestPolicy,
  OriginRequestQueryStringBehavior,
  ResponseHeadersPolicy,
} from 'aws-cdk-lib/aws-cloudfront'
import type { Construct } from 'constructs'

const COUNTRY = 'CloudFront-Viewer-Country'

/** Segments and pictures are cached for all by their path alone. */
export function cachePolicy(scope: Construct): CachePolicy {
  return new CachePolicy(scope, 'CachePolicy', {
    comment: 'Better & Bliss: segments and pictures',
    // S3 says `private`: the least time makes CloudFront keep them all the same.
    minTtl: Duration.days(1),
    defaultTtl: Duration.days(1),
    maxTtl: Duration.days(365),
    headerBehavior: CacheHeaderBehavior.none(),
    cookieBehavior: CacheCookieBehavior.none(),
    queryStringBehavior: CacheQueryStringBehavior.none(),
  })
}

export function requestPolicy(scope: Construct): OriginRequestPolicy {
  return new OriginRequestPolicy(scope, 'RequestPolicy', {
    comment: 'Better & Bliss: segments and pictures',
    headerBehavior: OriginRequestHeaderBehavior.allowList(COUNTRY),
    cookieBehavior: OriginRequestCookieBehavior.none(),
    queryStringBehavior: OriginRequestQueryStringBehavior.none(),
  })
}

/**
 * The function that writes playlists needs the token. Whether the viewer takes gzip the CDK lets no such policy say: playlists go
 * out as they are, of at most 1 MB.
 */
export function playlistsRequestPolicy(scope: Construct): OriginRequestPolicy {
  return new OriginRequestPolicy(scope, 'PlaylistsRequestPolicy', {
    comment: 'Better & Bliss: playlists',
    headerBehavior: OriginRequestHeaderBehavior.allowList(COUNTRY),
    cookieBehavior: OriginRequestCookieBehavior.none(),
    queryStringBehavior: OriginRequestQueryStringBehavior.all(),
  })
}

/** What our own edge would send. */
export function headersPolicy(scope: Construct, appHost: string): ResponseHeadersPolicy {
  return new ResponseHeadersPolicy(scope, 'HeadersPolicy', {
    comment: 'Better & Bliss media',
    corsBehavior: {
      accessControlAllowOrigins: [`https://${appHost}`],
      accessControlAllowHeaders: ['Range', 'If-Range', 'If-None-Match', 'If-Modified-Since'],
      accessControlAllowMethods: ['GET', 'HEAD', 'OPTIONS'],
      accessControlExposeHeaders: ['Content-Length', 'Content-Range', 'ETag'],
      accessControlAllowCredentials: false,
      accessControlMaxAge: Duration.hours(2),
      originOverride: true,
    },
    securityHeadersBehavior: {
      contentTypeOptions: { override: true },
      strictTransportSecurity: { accessControlMaxAge: Duration.days(365), includeSubdomains: true, override: true },
      frameOptions: { frameOption: HeadersFrameOption.DENY, override: true },
      referrerPolicy: { referrerPolicy: HeadersReferrerPolicy.NO_REFERRER, override: true },
    },
    customHeadersBehavior: {
      customHeaders: [{ header: 'Cross-Origin-Resource-Policy', value: 'cross-origin', override: true }],
    },
  })
}
